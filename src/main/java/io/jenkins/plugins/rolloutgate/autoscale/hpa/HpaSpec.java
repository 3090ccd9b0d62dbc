package io.jenkins.plugins.rolloutgate.autoscale.hpa;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.strategy.SpecChecks;
import java.util.List;

/**
 * The HorizontalPodAutoscaler that one Deployment is to have.
 *
 * @param min of replicas, 1 or more
 * @param max of replicas, at least {@code min}
 * @param metrics one or more, each once
 * @param adopt whether other autoscalers of the same Deployment are merged into this one
 */
public record HpaSpec(
        String namespace,
        String deployment,
        int min,
        int max,
        List<HpaMetric> metrics,
        Behavior behavior,
        boolean adopt) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public HpaSpec {
        metrics = List.copyOf(metrics);
        SpecChecks.name("namespace", namespace);
        SpecChecks.name("deployment", deployment);
        SpecChecks.require(min >= 1, "min must be 1 or more, not " + min);
        SpecChecks.require(max >= min, "max must be at least min: " + max + " is less than " + min);
        SpecChecks.require(!metrics.isEmpty(), "name what to follow: cpu, memory or requestsPerSecond");
        SpecChecks.require(
                metrics.stream().map(HpaMetric::name).distinct().count() == metrics.size(),
                "every metric may be named only once");
    }

    /** For another Deployment, with the limits that its autoscaler has already. */
    public HpaSpec of(String otherDeployment, int otherMin, int otherMax) {
        return new HpaSpec(namespace, otherDeployment, otherMin, otherMax, metrics, behavior, adopt);
    }

    /** As {@code autoscaling/v2} has it. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.putObject("scaleTargetRef")
                .put("apiVersion", "apps/v1")
                .put("kind", "Deployment")
                .put("name", deployment);
        json.put("minReplicas", min).put("maxReplicas", max);
        ArrayNode list = json.putArray("metrics");
        metrics.forEach(metric -> list.add(metric.json()));
        json.set("behavior", behavior.json(min, max));
        return json;
    }
}
