package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Autoscaler;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Endpoint;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An observation as it will be when all controllers have done their work and all pods are ready, for a plan. */
final class SettledCluster {
    private SettledCluster() {}

    static Observation of(Observation seen) {
        Map<String, Deployment> deployments = new TreeMap<>();
        List<Pod> pods = new ArrayList<>();
        for (Deployment found : new TreeMap<>(seen.deployments()).values()) {
            Deployment settled = settled(found, size(found, seen.autoscalerOf(found.name())));
            deployments.put(settled.name(), settled);
            pods.addAll(pods(settled));
        }
        Map<String, List<Endpoint>> endpoints = new TreeMap<>();
        seen.services().forEach((name, service) -> endpoints.put(name, endpoints(service, pods)));
        return new Observation(
                deployments, seen.services(), endpoints, pods, seen.autoscalers(), seen.budgets(), seen.route());
    }

    /** An autoscaler keeps what it scales above its floor; what was scaled to zero it leaves alone. */
    private static int size(Deployment found, Optional<Autoscaler> autoscaler) {
        int floor = autoscaler.map(Autoscaler::minReplicas).orElse(0);
        return found.desired() == 0 ? 0 : Math.max(found.desired(), floor);
    }

    private static Deployment settled(Deployment found, int size) {
        long generation = found.status().generation();
        return new Deployment(
                found.metadata(),
                found.selector(),
                found.template(),
                size,
                new Deployment.Status(generation, generation, size, size, size, size),
                found.paused(),
                Optional.empty(),
                manifest(found, size));
    }

    private static JsonNode manifest(Deployment found, int size) {
        JsonNode manifest = found.manifest();
        if (size != found.desired() && manifest.path("spec").isObject()) {
            manifest = manifest.deepCopy();
            ((ObjectNode) manifest.path("spec")).put("replicas", size);
        }
        return manifest;
    }

    private static List<Pod> pods(Deployment deployment) {
        List<Pod.Container> containers = new ArrayList<>();
        for (JsonNode container : deployment.template().at("/spec/containers")) {
            containers.add(new Pod.Container(
                    container.path("name").asText(),
                    container.path("image").asText(),
                    true,
                    0,
                    "",
                    "",
                    Optional.empty()));
        }
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < deployment.desired(); i++) {
            String name = deployment.name() + "-" + i;
            pods.add(new Pod(name, name, deployment.podLabels(), true, false, Optional.empty(), containers));
        }
        return pods;
    }

    private static List<Endpoint> endpoints(Service service, List<Pod> pods) {
        return pods.stream()
                .filter(pod -> service.selects(pod.labels()))
                .map(pod -> new Endpoint(pod.uid(), pod.name(), true, false))
                .toList();
    }
}
