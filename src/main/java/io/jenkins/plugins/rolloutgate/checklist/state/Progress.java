package io.jenkins.plugins.rolloutgate.checklist.state;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How far a checklist or a section of it is.
 *
 * @param counts items by status
 * @param done items about which nothing is to be done any more
 * @param total items that count; triggers, and claims beside boxes, do not
 * @param blocking ids of the items that keep it from being complete, in order
 */
public record Progress(Map<Status, Integer> counts, int done, int total, List<String> blocking) {
    public Progress {
        counts = new EnumMap<>(counts);
        blocking = List.copyOf(blocking);
    }

    /** Whether nothing that must be done is open or failed. */
    public boolean isComplete() {
        return blocking.isEmpty();
    }
}
