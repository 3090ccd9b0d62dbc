package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Turns the body of a PATCH into a change of an object, by its content type. */
final class ObjectPatch {
    private static final String JSON_PATCH = "application/json-patch+json";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String STRATEGIC_MERGE_PATCH = "application/strategic-merge-patch+json";
    private static final String APPLY_PATCH = "application/apply-patch+yaml";
    private static final List<String> SUPPORTED = List.of(JSON_PATCH, MERGE_PATCH, STRATEGIC_MERGE_PATCH, APPLY_PATCH);
    private static final List<String> SUPPORTED_BY_CUSTOM = List.of(JSON_PATCH, MERGE_PATCH, APPLY_PATCH);
    private static final YAMLMapper YAML = new YAMLMapper();

    private ObjectPatch() {}

    static boolean isApply(ApiRequest request) {
        return mediaType(request).equals(APPLY_PATCH);
    }

    static UnaryOperator<ObjectNode> of(ApiRequest request, InstantSource clock) {
        String type = mediaType(request);
        if (type.equals(JSON_PATCH)) {
            JsonNode operations = Json.parse(request.body());
            return object -> change(object, () -> JsonPatch.apply(object, operations));
        }
        if (type.equals(APPLY_PATCH)) {
            ObjectNode applied = applied(request);
            return object -> change(object, () -> {
                StrategicMergePatch.apply(object, applied.deepCopy());
                recordManager(object, request.query("fieldManager"), clock);
            });
        }
        List<String> supported = request.type().isCustom() ? SUPPORTED_BY_CUSTOM : SUPPORTED;
        if (!supported.contains(type)) {
            throw ApiException.unsupportedMediaType(type, supported);
        }
        ObjectNode patch = Json.parseObject(request.body());
        return type.equals(MERGE_PATCH)
                ? object -> change(object, () -> MergePatch.apply(object, patch.deepCopy()))
                : object -> change(object, () -> StrategicMergePatch.apply(object, patch.deepCopy()));
    }

    private static ObjectNode change(ObjectNode object, Runnable patch) {
        patch.run();
        return object;
    }

    /** The object that an apply patch describes, JSON or YAML. */
    static ObjectNode applied(ApiRequest request) {
        if (request.query("fieldManager").isEmpty()) {
            throw ApiException.badRequest(
                    "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply"
                            + " patch");
        }
        try {
            if (YAML.readTree(request.body()) instanceof ObjectNode object) {
                object.path("metadata")
                        .properties()
                        .removeIf(field -> field.getKey().equals("managedFields"));
                return object;
            }
        } catch (IOException e) {
            throw ApiException.badRequest("error decoding YAML: " + e.getMessage());
        }
        throw ApiException.badRequest("error decoding YAML: not an object");
    }

    static void recordManager(ObjectNode object, String manager, InstantSource clock) {
        ArrayNode entries = Json.child(object, "metadata").withArray("managedFields");
        entries.removeIf(entry -> entry.path("manager").asText().equals(manager));
        entries.addObject()
                .put("manager", manager)
                .put("operation", "Apply")
                .put("apiVersion", object.path("apiVersion").asText())
                .put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("fieldsType", "FieldsV1")
                .putObject("fieldsV1");
    }

    private static String mediaType(ApiRequest request) {
        String type = request.contentType();
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
