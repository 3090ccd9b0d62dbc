package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import io.jenkins.plugins.rolloutgate.cluster.Service;

/**
 * Names what is probed as the API server's proxy wants it.
 *
 * <p>The proxy dials a pod only by port number, and without a port it finds only an unnamed port of a Service
 * (Kubernetes {@code pkg/registry/core/service/storage}), so both are looked up here.
 */
final class ProbeTargets {
    private ProbeTargets() {}

    static String pod(Pod pod, Deployment deployment, String port) {
        String number = number(deployment, port);
        return "pods/" + pod.name() + (number.isEmpty() ? "" : ":" + number);
    }

    /** The Service's port that leads to the probed one of the Deployment's pods, or its first. */
    static String service(Service service, Deployment deployment, String port) {
        JsonNode ports = service.manifest().at("/spec/ports");
        JsonNode found = ports.path(0);
        for (JsonNode open : ports) {
            String target = open.path("targetPort").asText(open.path("port").asText());
            if (!port.isEmpty()
                    && (number(deployment, target).equals(number(deployment, port))
                            || open.path("name").asText().equals(port))) {
                found = open;
                break;
            }
        }
        String number = found.path("port").asText();
        return "services/" + service.name() + (number.isEmpty() ? "" : ":" + number);
    }

    /** A port's number, where it is named and its name is known. */
    private static String number(Deployment deployment, String port) {
        String number = port;
        for (JsonNode container : deployment.template().path("spec").path("containers")) {
            for (JsonNode open : container.path("ports")) {
                if (open.path("name").asText().equals(port) && !port.isEmpty()) {
                    number = open.path("containerPort").asText();
                }
            }
        }
        return number;
    }
}
