package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Keeps the parts of an object apart that different requests may change. */
final class Parts {
    private static final List<String> SET_BY_SERVER = List.of(
            "name",
            "namespace",
            "uid",
            "creationTimestamp",
            "generation",
            "resourceVersion",
            "deletionTimestamp",
            "deletionGracePeriodSeconds");

    private Parts() {}

    /** The old object with the wanted part, and with the metadata that only the server sets. */
    static ObjectNode merge(ResourceType type, ObjectNode old, ObjectNode wanted, Store.Part part) {
        ObjectNode object = part == Store.Part.STATUS ? old.deepCopy() : wanted.deepCopy();
        if (type.hasStatus()) {
            replace(object, "status", (part == Store.Part.STATUS ? wanted : old).path("status"));
        }
        object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        ObjectNode metadata = Json.child(object, "metadata");
        if (type == ResourceType.DEPLOYMENTS && part == Store.Part.STATUS) {
            replace(metadata, "annotations", wanted.path("metadata").path("annotations"));
        }
        SET_BY_SERVER.forEach(key -> replace(metadata, key, old.path("metadata").path(key)));
        List.of("labels", "annotations").forEach(key -> {
            if (metadata.has(key) && metadata.path(key).isEmpty()) {
                metadata.remove(key);
            }
        });
        if (type == ResourceType.SERVICES && !object.path("spec").hasNonNull("clusterIP")) {
            replace(Json.child(object, "spec"), "clusterIP", old.path("spec").path("clusterIP"));
        }
        return object;
    }

    /** What counts for {@code metadata.generation}; for Deployments also the annotations that a spec write changes. */
    static boolean raisesGeneration(ResourceType type, ObjectNode old, ObjectNode object, Store.Part part) {
        boolean annotated = type == ResourceType.DEPLOYMENTS
                && part == Store.Part.SPEC
                && !old.at("/metadata/annotations").equals(object.at("/metadata/annotations"));
        return type.hasGeneration() && (annotated || !desired(object).equals(desired(old)));
    }

    private static ObjectNode desired(ObjectNode object) {
        return object.deepCopy().without(List.of("metadata", "status"));
    }

    private static void replace(ObjectNode object, String key, JsonNode value) {
        if (value.isMissingNode()) {
            object.remove(key);
        } else {
            object.set(key, value.deepCopy());
        }
    }
}
