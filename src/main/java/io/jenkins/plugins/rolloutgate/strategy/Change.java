package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import java.util.List;

/**
 * One change of one object, as a JSON patch whose {@code test} operations state what it builds on.
 *
 * @param key what it is for; a release makes at most one change of a key at a time
 * @param target the object as observed when the change was decided
 * @param summary for people: what changes from what to what
 */
public record Change(String key, Metadata target, String summary, List<PatchOp> patch) {
    public Change {
        patch = List.copyOf(patch);
    }
}
