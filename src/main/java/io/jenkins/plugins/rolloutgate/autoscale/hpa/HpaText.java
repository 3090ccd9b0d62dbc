package io.jenkins.plugins.rolloutgate.autoscale.hpa;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.preflight.Amount;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A HorizontalPodAutoscaler in words; two that say the same do the same. */
final class HpaText {
    private HpaText() {}

    /** What it says, by the fields of its {@code spec}. */
    static Map<String, String> of(JsonNode spec) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(
                "scaleTargetRef",
                spec.at("/scaleTargetRef/kind").asText() + " "
                        + spec.at("/scaleTargetRef/name").asText());
        lines.put("minReplicas", String.valueOf(spec.path("minReplicas").asInt(1)));
        lines.put("maxReplicas", spec.path("maxReplicas").asText());
        lines.put("metrics", each(spec.path("metrics"), HpaText::metric));
        lines.put("scaleUp", rules(spec.at("/behavior/scaleUp")));
        lines.put("scaleDown", rules(spec.at("/behavior/scaleDown")));
        return lines;
    }

    private interface Words {
        String of(JsonNode part);
    }

    /** Without their order, which means nothing. */
    private static String each(JsonNode list, Words words) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(words::of)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** {@code cpu 70 %}, or {@code 1000 http_requests per pod of service web}. */
    static String metric(JsonNode metric) {
        String type = metric.path("type").asText();
        JsonNode source = HpaMetric.source(metric, type);
        JsonNode target = source.path("target");
        String container = source.has("container")
                ? " of container " + source.path("container").asText()
                : "";
        if (source.has("name")) {
            return source.path("name").asText() + " " + value(target) + container;
        }
        JsonNode described = source.path("describedObject");
        String of = described.isMissingNode()
                ? ""
                : " of " + described.path("kind").asText().toLowerCase(Locale.ROOT) + " "
                        + described.path("name").asText();
        String selector =
                source.at("/metric/selector").isMissingNode() ? "" : " where " + source.at("/metric/selector");
        return source.at("/metric/name").asText() + " " + value(target) + of + selector;
    }

    private static String value(JsonNode target) {
        if (target.has("averageUtilization")) {
            return target.path("averageUtilization").asText() + " %";
        }
        return target.has("averageValue")
                ? number(target.path("averageValue")) + " per pod"
                : number(target.path("value"));
    }

    /** The API server writes 1000 as 1k. */
    private static String number(JsonNode quantity) {
        double value = Amount.of(quantity);
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf(value);
    }

    private static String rules(JsonNode rules) {
        if (rules.isMissingNode() || rules.isNull()) {
            return "as Kubernetes does by default";
        }
        String select = rules.path("selectPolicy").asText("Max");
        String policies = each(
                rules.path("policies"),
                policy -> policy.path("value").asText()
                        + (policy.path("type").asText().equals("Percent") ? " %" : " pods") + " in "
                        + policy.path("periodSeconds").asText() + " s");
        String tolerance = rules.has("tolerance")
                ? ", tolerance " + rules.path("tolerance").asText()
                : "";
        return "window " + rules.path("stabilizationWindowSeconds").asText("default") + " s, "
                + select.toLowerCase(Locale.ROOT) + " of " + policies + tolerance;
    }
}
