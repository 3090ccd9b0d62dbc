package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Applies {@code application/merge-patch+json} (RFC 7386). */
final class MergePatch {
    private MergePatch() {}

    static void apply(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(field -> merge(target, field.getKey(), field.getValue()));
    }

    private static void merge(ObjectNode target, String key, JsonNode value) {
        if (value.isNull()) {
            target.remove(key);
        } else if (value instanceof ObjectNode object) {
            apply(Json.child(target, key), object);
        } else {
            target.set(key, value);
        }
    }
}
