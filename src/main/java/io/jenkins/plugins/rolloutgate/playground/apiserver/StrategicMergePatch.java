package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies {@code application/strategic-merge-patch+json}: lists of objects are merged by the key that the Kubernetes types
 * declare, with the {@code $patch: delete|replace} directives. Order directives are accepted and ignored.
 */
final class StrategicMergePatch {
    private static final String DIRECTIVE = "$patch";

    private StrategicMergePatch() {}

    static void apply(ObjectNode target, ObjectNode patch) {
        if (patch.path(DIRECTIVE).asText().equals("replace")) {
            target.removeAll();
        }
        patch.properties().forEach(field -> merge(target, field.getKey(), field.getValue()));
    }

    private static void merge(ObjectNode target, String key, JsonNode value) {
        if (key.startsWith("$deleteFromPrimitiveList/")) {
            removeValues(target.path(key.substring(key.indexOf('/') + 1)), value);
        } else if (key.startsWith("$")) {
            return;
        } else if (value.isNull()) {
            target.remove(key);
        } else if (value instanceof ObjectNode object) {
            if (object.path(DIRECTIVE).asText().equals("delete")) {
                target.remove(key);
            } else {
                apply(Json.child(target, key), object);
            }
        } else if (value instanceof ArrayNode array) {
            Optional<String> mergeKey = mergeKey(key, array);
            if (mergeKey.isPresent()) {
                mergeList(target.withArray(key), array, mergeKey.get());
            } else if (key.equals("finalizers")) {
                addValues(target.withArray(key), array);
            } else {
                target.set(key, array);
            }
        } else {
            target.set(key, value);
        }
    }

    private static Optional<String> mergeKey(String list, ArrayNode patch) {
        return switch (list) {
            case "containers", "initContainers", "ephemeralContainers", "volumes", "env", "imagePullSecrets" ->
                Optional.of("name");
            case "conditions" -> Optional.of("type");
            case "ownerReferences" -> Optional.of("uid");
            case "volumeMounts" -> Optional.of("mountPath");
            case "hostAliases" -> Optional.of("ip");
            case "topologySpreadConstraints" -> Optional.of("topologyKey");
            case "ports" ->
                patch.findValue("containerPort") != null
                        ? Optional.of("containerPort")
                        : patch.findValue("port") != null ? Optional.of("port") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static void mergeList(ArrayNode target, ArrayNode patch, String key) {
        for (JsonNode element : patch) {
            if (element.path(DIRECTIVE).asText().equals("replace")) {
                target.removeAll();
            }
        }
        for (JsonNode element : patch) {
            if (!(element instanceof ObjectNode change) || !change.has(key)) {
                continue;
            }
            int index = indexOf(target, key, change.get(key));
            boolean delete = change.path(DIRECTIVE).asText().equals("delete");
            if (delete && index >= 0) {
                target.remove(index);
            } else if (!delete) {
                apply(index >= 0 ? (ObjectNode) target.get(index) : target.addObject(), change);
            }
        }
    }

    private static int indexOf(ArrayNode list, String key, JsonNode value) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path(key).equals(value)) {
                return i;
            }
        }
        return -1;
    }

    private static void addValues(ArrayNode target, ArrayNode values) {
        List<JsonNode> present = new ArrayList<>();
        target.forEach(present::add);
        values.forEach(value -> {
            if (!present.contains(value)) {
                target.add(value);
            }
        });
    }

    private static void removeValues(JsonNode target, JsonNode values) {
        if (target instanceof ArrayNode array) {
            values.forEach(value -> array.removeIf(value::equals));
        }
    }
}
