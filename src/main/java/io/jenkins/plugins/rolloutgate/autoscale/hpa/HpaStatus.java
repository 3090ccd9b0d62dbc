package io.jenkins.plugins.rolloutgate.autoscale.hpa;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Whether an autoscaler works, from its own conditions; in one line when it does not. */
public final class HpaStatus {
    private HpaStatus() {}

    /**
     * Reads {@code AbleToScale} and {@code ScalingActive}.
     *
     * @return PASS when both hold, UNKNOWN as long as the controller has not said, WARN if one of several metrics has no
     *     value, otherwise FAIL with its reason
     */
    public static Finding of(JsonNode hpa) {
        String name = "autoscaler " + HpaPlan.name(hpa);
        for (String type : List.of("AbleToScale", "ScalingActive")) {
            Optional<JsonNode> condition = condition(hpa, type);
            if (condition.isEmpty()) {
                return Finding.unknown(
                        name + " was not looked at yet by the controller", "see that kube-controller-manager runs");
            }
            if (!condition.get().path("status").asText().equals("True")) {
                String reason = condition.get().path("reason").asText();
                return Finding.fail(
                        name + ": " + type + " is not so, " + reason + ": "
                                + condition.get().path("message").asText().replaceAll("\\s+", " "),
                        todo(reason));
            }
        }
        List<String> silent = withoutValue(hpa);
        Finding finding = silent.isEmpty()
                ? Finding.pass(name + " works: " + current(hpa))
                : Finding.warn(
                        name + " works, without a value for " + String.join(", ", silent),
                        "until there is one it does not scale down");
        return finding.with("current", hpa.at("/status/currentReplicas").asInt())
                .with("desired", hpa.at("/status/desiredReplicas").asInt());
    }

    private static String todo(String reason) {
        return switch (reason) {
            case "FailedGetResourceMetric" ->
                "see that metrics-server measures these pods and that each container has a request";
            case "FailedGetPodsMetric", "FailedGetObjectMetric" -> "see that the adapter answers for this metric";
            case "ScalingDisabled" -> "scale the deployment up from zero";
            case "AmbiguousSelector" -> "another autoscaler has the same pods: adopt: true merges them";
            case "FailedGetScale", "FailedUpdateScale" -> "see that the deployment exists and may be scaled";
            default -> "look at the events of the autoscaler";
        };
    }

    private static Optional<JsonNode> condition(JsonNode hpa, String type) {
        return StreamSupport.stream(hpa.at("/status/conditions").spliterator(), false)
                .filter(condition -> condition.path("type").asText().equals(type))
                .findFirst();
    }

    private static List<String> withoutValue(JsonNode hpa) {
        List<String> silent = new ArrayList<>();
        for (JsonNode wanted : hpa.at("/spec/metrics")) {
            boolean there = StreamSupport.stream(
                            hpa.at("/status/currentMetrics").spliterator(), false)
                    .anyMatch(current -> HpaMetric.isSame(wanted, current));
            if (!there) {
                silent.add(HpaText.metric(wanted));
            }
        }
        return silent;
    }

    private static String current(JsonNode hpa) {
        List<String> values = new ArrayList<>();
        for (JsonNode metric : hpa.at("/status/currentMetrics")) {
            JsonNode source = HpaMetric.source(metric, metric.path("type").asText());
            JsonNode current = source.path("current");
            String name = source.path("name").asText(source.at("/metric/name").asText());
            values.add(name + " "
                    + (current.has("averageUtilization")
                            ? current.path("averageUtilization").asText() + " %"
                            : current.path("averageValue")
                                    .asText(current.path("value").asText())));
        }
        return String.join(", ", values) + ", "
                + hpa.at("/status/currentReplicas").asInt() + " replicas";
    }
}
