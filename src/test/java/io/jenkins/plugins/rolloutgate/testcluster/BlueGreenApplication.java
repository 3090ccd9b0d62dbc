package io.jenkins.plugins.rolloutgate.testcluster;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An application that follows the naming convention for blue-green: Deployments {@code NAME-blue} and {@code NAME-green},
 * Services {@code NAME-active} and {@code NAME-preview}. Blue is live, green has no pods.
 *
 * @param replicas of blue
 */
public record BlueGreenApplication(String namespace, String name, String image, int replicas) {
    private static final int PORT = 8080;

    /** Creates the four objects, without waiting for pods. */
    public BlueGreenApplication create(KubernetesClient client) {
        client.resource(deployment("blue", replicas)).create();
        client.resource(deployment("green", 0)).create();
        client.resource(service("active", "blue")).create();
        client.resource(service("preview", "green")).create();
        return this;
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

    private Deployment deployment(String colour, int pods) {
        Map<String, String> labels = labels(colour);
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name + "-" + colour)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withReplicas(pods)
                .withNewSelector()
                .withMatchLabels(labels)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("app")
                .withImage(image)
                .addNewPort()
                .withName("http")
                .withContainerPort(PORT)
                .endPort()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private Service service(String role, String colour) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name + "-" + role)
                .withLabels(Map.of("app", name))
                .endMetadata()
                .withNewSpec()
                .withSelector(labels(colour))
                .addNewPort()
                .withName("http")
                .withPort(80)
                .withTargetPort(new IntOrString("http"))
                .endPort()
                .endSpec()
                .build();
    }

    private Map<String, String> labels(String colour) {
        return Map.of("app", name, "version", colour);
    }
}
