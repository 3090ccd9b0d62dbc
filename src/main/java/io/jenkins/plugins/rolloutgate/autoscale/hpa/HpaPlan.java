package io.jenkins.plugins.rolloutgate.autoscale.hpa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has to be written so that a Deployment has exactly the autoscaler that is asked for. Computed from what was read;
 * writing it tests that nothing has changed since.
 *
 * @param name of the autoscaler that stays or comes to be
 * @param manifest the whole object, where it does not exist yet
 * @param patch its change, where it exists; empty if there is nothing to change
 * @param diff for people, a line for each field: {@code minReplicas: 2 -> 3}
 * @param merged others of the same Deployment, to be deleted after that
 */
public record HpaPlan(
        String name, Optional<JsonNode> manifest, List<PatchOp> patch, List<String> diff, List<JsonNode> merged) {
    private static final Map<String, String> POINTERS = Map.of(
            "scaleTargetRef", "/spec/scaleTargetRef",
            "minReplicas", "/spec/minReplicas",
            "maxReplicas", "/spec/maxReplicas",
            "metrics", "/spec/metrics",
            "scaleUp", "/spec/behavior",
            "scaleDown", "/spec/behavior");

    public HpaPlan {
        patch = List.copyOf(patch);
        diff = List.copyOf(diff);
        merged = List.copyOf(merged);
    }

    /** Whether everything is already as it should be. */
    public boolean isNothing() {
        return manifest.isEmpty() && patch.isEmpty() && merged.isEmpty();
    }

    /**
     * Compares what is asked for with what is there.
     *
     * @param existing all autoscalers of the namespace
     */
    public static HpaPlan of(HpaSpec spec, List<JsonNode> existing) {
        List<JsonNode> own = scaling(spec.deployment(), existing);
        Optional<JsonNode> kept = own.stream()
                .filter(hpa -> name(hpa).equals(spec.deployment()))
                .findFirst()
                .or(() -> own.stream().findFirst());
        String staying = kept.map(HpaPlan::name).orElse(spec.deployment());
        List<JsonNode> merged =
                own.stream().filter(hpa -> !name(hpa).equals(staying)).toList();
        ObjectNode wanted = spec.json();
        merged.forEach(other -> takeAlong((ArrayNode) wanted.path("metrics"), other.at("/spec/metrics")));
        List<String> diff = diff(kept, wanted);
        merged.forEach(other -> diff.add("autoscaler " + name(other) + ": deleted, merged into this one"));
        return kept.map(hpa -> new HpaPlan(staying, Optional.empty(), patch(hpa, wanted), diff, merged))
                .orElseGet(() -> new HpaPlan(staying, Optional.of(manifest(spec, wanted)), List.of(), diff, merged));
    }

    private static JsonNode manifest(HpaSpec spec, JsonNode wanted) {
        ObjectNode manifest = Json.object();
        manifest.put("apiVersion", "autoscaling/v2").put("kind", "HorizontalPodAutoscaler");
        manifest.putObject("metadata").put("name", spec.deployment()).put("namespace", spec.namespace());
        manifest.set("spec", wanted);
        return manifest;
    }

    /** Those that scale a Deployment. */
    static List<JsonNode> scaling(String deployment, List<JsonNode> existing) {
        return existing.stream()
                .filter(hpa -> hpa.at("/spec/scaleTargetRef/kind").asText().equals("Deployment")
                        && hpa.at("/spec/scaleTargetRef/name").asText().equals(deployment))
                .toList();
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    private static void takeAlong(ArrayNode metrics, JsonNode others) {
        for (JsonNode other : others) {
            boolean known = false;
            for (JsonNode metric : metrics) {
                known |= HpaMetric.isSame(metric, other);
            }
            if (!known) {
                metrics.add(other.deepCopy());
            }
        }
    }

    private static List<String> diff(Optional<JsonNode> kept, JsonNode wanted) {
        Map<String, String> now = kept.map(hpa -> HpaText.of(hpa.path("spec"))).orElse(Map.of());
        List<String> diff = new ArrayList<>();
        HpaText.of(wanted).forEach((field, value) -> {
            String before = now.get(field);
            if (before == null) {
                diff.add(field + ": " + value);
            } else if (!value.equals(before)) {
                diff.add(field + ": " + before + " -> " + value);
            }
        });
        return diff;
    }

    private static List<PatchOp> patch(JsonNode kept, JsonNode wanted) {
        Map<String, String> now = HpaText.of(kept.path("spec"));
        Map<String, String> then = HpaText.of(wanted);
        List<String> pointers = then.keySet().stream()
                .filter(field -> !then.get(field).equals(now.get(field)))
                .map(POINTERS::get)
                .distinct()
                .toList();
        if (pointers.isEmpty()) {
            return List.of();
        }
        List<PatchOp> patch = new ArrayList<>();
        patch.add(PatchOp.test("/metadata/uid", kept.at("/metadata/uid")));
        patch.add(PatchOp.test("/metadata/resourceVersion", kept.at("/metadata/resourceVersion")));
        for (String pointer : pointers) {
            patch.add(PatchOp.set(pointer, wanted.at(pointer.substring("/spec".length()))));
        }
        return patch;
    }

    /** Those of a release that has raised their floor, and will write to them again. */
    static List<String> raised(List<JsonNode> autoscalers) {
        return autoscalers.stream()
                .filter(hpa -> hpa.at("/metadata/annotations").has(Annotations.MIN_REPLICAS))
                .map(HpaPlan::name)
                .toList();
    }
}
