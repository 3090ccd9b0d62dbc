package io.jenkins.plugins.rolloutgate.cluster;

import java.util.Map;

/**
 * What every observed object has.
 *
 * @param resourceVersion opaque; changes with every change of the object, its status included
 * @param annotations all of them, empty when the object has none
 */
public record Metadata(ObjectRef ref, String uid, String resourceVersion, Map<String, String> annotations) {
    public Metadata {
        annotations = Map.copyOf(annotations);
    }

    public String name() {
        return ref.name();
    }

    public String annotation(String name) {
        return annotations.getOrDefault(name, "");
    }
}
