package io.jenkins.plugins.rolloutgate.autoscale.hpa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.strategy.SpecChecks;
import java.util.List;
import java.util.Map;

/**
 * One thing that an autoscaler follows.
 *
 * @param name {@code cpu}, {@code memory}, or the name of a metric of the custom metrics API
 * @param target per cent of the request for {@code cpu} and {@code memory}, from 1 to 200; otherwise a positive value per
 *     pod
 * @param of the object that the metric describes, such as {@code service/checkout}; empty for one of the pods
 */
public record HpaMetric(String name, int target, String of) {
    public static final String CPU = "cpu";
    public static final String MEMORY = "memory";

    private static final int MOST_PERCENT = 200;

    private static final Map<String, List<String>> DESCRIBED = Map.of(
            "service", List.of("v1", "Service"),
            "ingress", List.of("networking.k8s.io/v1", "Ingress"),
            "httproute", List.of("gateway.networking.k8s.io/v1", "HTTPRoute"));

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public HpaMetric {
        if (name.equals(CPU) || name.equals(MEMORY)) {
            SpecChecks.require(
                    target >= 1 && target <= MOST_PERCENT,
                    name + " must be from 1 to " + MOST_PERCENT + " per cent of what the pods request, not " + target);
        } else {
            SpecChecks.word("metric", name);
            SpecChecks.require(target >= 1, "requests per second must be 1 or more per pod, not " + target);
        }
        if (!of.isEmpty()) {
            int slash = of.indexOf('/');
            SpecChecks.require(
                    slash > 0 && DESCRIBED.containsKey(of.substring(0, slash)),
                    "'" + of + "' is no object with requests: write service/NAME, ingress/NAME or httproute/NAME");
            SpecChecks.name("object of the metric", of.substring(slash + 1));
        }
    }

    public static HpaMetric resource(String name, int percent) {
        return new HpaMetric(name, percent, "");
    }

    /** Whether it comes from the metrics API, as CPU and memory do. */
    boolean isResource() {
        return name.equals(CPU) || name.equals(MEMORY);
    }

    /** As {@code autoscaling/v2} has it. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        if (isResource()) {
            json.put("type", "Resource");
            json.putObject("resource")
                    .put("name", name)
                    .putObject("target")
                    .put("type", "Utilization")
                    .put("averageUtilization", target);
            return json;
        }
        json.put("type", of.isEmpty() ? "Pods" : "Object");
        ObjectNode source = json.putObject(of.isEmpty() ? "pods" : "object");
        source.putObject("metric").put("name", name);
        if (!of.isEmpty()) {
            List<String> described = DESCRIBED.get(of.substring(0, of.indexOf('/')));
            source.putObject("describedObject")
                    .put("apiVersion", described.get(0))
                    .put("kind", described.get(1))
                    .put("name", of.substring(of.indexOf('/') + 1));
        }
        source.putObject("target").put("type", "AverageValue").put("averageValue", String.valueOf(target));
        return json;
    }

    /** Whether two sources of {@code autoscaling/v2} measure the same. */
    static boolean isSame(JsonNode one, JsonNode other) {
        return source(one).equals(source(other));
    }

    private static String source(JsonNode metric) {
        JsonNode source = source(metric, metric.path("type").asText());
        return metric.path("type").asText() + " " + source.path("name").asText()
                + source.at("/metric/name").asText() + " "
                + source.at("/describedObject/name").asText()
                + source.path("container").asText();
    }

    /** The part of a source that its type names: {@code Pods} has {@code pods}. */
    static JsonNode source(JsonNode metric, String type) {
        return type.isEmpty() ? metric : metric.path(Character.toLowerCase(type.charAt(0)) + type.substring(1));
    }
}
