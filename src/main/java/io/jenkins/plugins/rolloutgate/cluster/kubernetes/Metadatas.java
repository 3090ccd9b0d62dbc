package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.Labels;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import java.util.List;

/** Reads what all objects have in common. */
final class Metadatas {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private Metadatas() {}

    static Metadata of(Kind kind, JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return new Metadata(
                new ObjectRef(
                        kind,
                        metadata.path("namespace").asText(),
                        metadata.path("name").asText()),
                metadata.path("uid").asText(),
                metadata.path("resourceVersion").asText(),
                Labels.of(metadata.path("annotations")));
    }

    /** The object as somebody could apply it again: what only the cluster sets is left out. */
    static ObjectNode manifest(Resource resource, JsonNode object) {
        ObjectNode metadata = object.path("metadata").deepCopy();
        metadata.remove(
                List.of("managedFields", "resourceVersion", "uid", "creationTimestamp", "generation", "selfLink"));
        if (metadata.path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(LAST_APPLIED);
            if (annotations.isEmpty()) {
                metadata.remove("annotations");
            }
        }
        ObjectNode manifest =
                Trees.object().put("apiVersion", resource.apiVersion()).put("kind", resource.kind());
        manifest.set("metadata", metadata);
        manifest.set("spec", object.path("spec"));
        return manifest;
    }
}
