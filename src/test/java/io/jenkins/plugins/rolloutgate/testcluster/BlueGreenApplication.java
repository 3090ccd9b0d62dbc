package io.jenkins.plugins.rolloutgate.testcluster;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.TimeUnit;

/**
 * An application that follows the naming convention for blue-green: Deployments {@code NAME-blue} and {@code NAME-green},
 * Services {@code NAME-active} and {@code NAME-preview}. Blue is live, green has no pods.
 *
 * @param replicas of blue
 */
public record BlueGreenApplication(String namespace, String name, String image, int replicas) {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %1$s-%2$s, labels: {app: %1$s, version: %2$s}}
            spec:
              replicas: %3$d
              selector: {matchLabels: {app: %1$s, version: %2$s}}
              template:
                metadata: {labels: {app: %1$s, version: %2$s}}
                spec:
                  terminationGracePeriodSeconds: 30
                  containers:
                    - name: %1$s
                      image: %4$s
                      ports: [{name: http, containerPort: 8080}]
                      readinessProbe: {periodSeconds: 1, httpGet: {path: /health, port: 8080}}
                      lifecycle: {preStop: {sleep: {seconds: 5}}}
            """;
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: %1$s-%2$s, labels: {app: %1$s}}
            spec:
              selector: {app: %1$s, version: %3$s}
              ports: [{name: http, port: 80, targetPort: 8080}]
            """;

    /** Creates the four objects, without waiting for pods. */
    public BlueGreenApplication create(KubernetesClient client) {
        create(client, DEPLOYMENT.formatted(name, "blue", replicas, image));
        create(client, DEPLOYMENT.formatted(name, "green", 0, image));
        create(client, SERVICE.formatted(name, "active", "blue"));
        create(client, SERVICE.formatted(name, "preview", "green"));
        return this;
    }

    private void create(KubernetesClient client, String yaml) {
        client.resource(yaml).inNamespace(namespace).create();
    }

    /** Waits until blue has all its replicas available, at most 30 s. */
    public BlueGreenApplication awaitReady(KubernetesClient client) {
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(name + "-blue")
                .waitUntilCondition(this::isAvailable, 30, TimeUnit.SECONDS);
        return this;
    }

    private boolean isAvailable(Deployment deployment) {
        Integer available = deployment == null ? null : deployment.getStatus().getAvailableReplicas();
        return (available == null ? 0 : available) == replicas;
    }
}
