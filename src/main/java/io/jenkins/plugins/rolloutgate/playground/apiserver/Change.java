package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One committed write. The objects are shared: nobody may change them.
 *
 * @param previous the object before, null when it was added
 */
public record Change(Kind kind, ResourceType type, ObjectNode object, ObjectNode previous, long revision) {
    /** As watch events name it. */
    public enum Kind {
        ADDED,
        MODIFIED,
        DELETED
    }
}
