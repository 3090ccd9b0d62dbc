package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Labels;
import io.jenkins.plugins.rolloutgate.cluster.PodUsage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads pods together with what {@code metrics.k8s.io} says about them. Thread-safe. */
final class PodUsages implements PodUsage {
    private static final String METRICS = "apis/metrics.k8s.io/v1beta1/namespaces/";
    private static final List<String> RESOURCES = List.of("cpu", "memory");

    private final ApiServer api;

    PodUsages(ApiServer api) {
        this.api = api;
    }

    @Override
    public List<Usage> usage(String namespace, String deployment) throws ClusterException {
        String selector = "?labelSelector=" + Request.query(selector(namespace, deployment));
        JsonNode pods = get(Resource.PODS.path(namespace) + selector, "list pods in namespace " + namespace);
        Map<String, JsonNode> measured = measured(namespace, selector);
        List<Usage> usage = new ArrayList<>();
        for (JsonNode pod : pods.path("items")) {
            if (!pod.path("metadata").has("deletionTimestamp")) {
                usage.add(usage(pod, measured));
            }
        }
        return usage;
    }

    private String selector(String namespace, String deployment) throws ClusterException {
        String name = namespace + "/" + deployment;
        JsonNode selector = get(Resource.DEPLOYMENTS.path(namespace, deployment), "get deployment " + name)
                .path("spec")
                .path("selector");
        if (!selector.path("matchExpressions").isEmpty()
                || selector.path("matchLabels").isEmpty()) {
            throw new ClusterException(
                    Problem.REJECTED,
                    "the pods of deployment " + name + " cannot be told: only a selector of matchLabels is understood");
        }
        return Labels.of(selector.path("matchLabels")).entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    private Map<String, JsonNode> measured(String namespace, String selector) throws ClusterException {
        Map<String, JsonNode> containers = new HashMap<>();
        try {
            JsonNode metrics = get(
                    METRICS + Request.segment(namespace) + "/pods" + selector,
                    "list pods.metrics.k8s.io in namespace " + namespace);
            for (JsonNode pod : metrics.path("items")) {
                for (JsonNode container : pod.path("containers")) {
                    containers.put(key(pod, container), container.path("usage"));
                }
            }
        } catch (ClusterException e) {
            // Restarts and the like are known without a metrics server.
            if (e.problem() != Problem.NOT_FOUND) {
                throw e;
            }
        }
        return containers;
    }

    private static String key(JsonNode pod, JsonNode container) {
        return pod.path("metadata").path("name").asText() + "/"
                + container.path("name").asText();
    }

    private static Usage usage(JsonNode pod, Map<String, JsonNode> measured) {
        List<Container> containers = new ArrayList<>();
        for (JsonNode container : pod.path("spec").path("containers")) {
            JsonNode resources = container.path("resources");
            JsonNode used = measured.get(key(pod, container));
            containers.add(new Container(
                    container.path("name").asText(),
                    used == null ? Map.of() : amounts(used),
                    amounts(resources.path("requests")),
                    amounts(resources.path("limits"))));
        }
        return new Usage(
                pod.path("metadata").path("name").asText(), Pods.of(pod).restarts(), containers);
    }

    private static Map<String, Double> amounts(JsonNode quantities) {
        Map<String, Double> amounts = new HashMap<>();
        for (String resource : RESOURCES) {
            if (quantities.has(resource)) {
                amounts.put(
                        resource,
                        Quantity.getAmountInBytes(
                                        new Quantity(quantities.path(resource).asText()))
                                .doubleValue());
            }
        }
        return amounts;
    }

    private JsonNode get(String path, String what) throws ClusterException {
        return api.send(Request.get(path, api.timeout(), what));
    }
}
