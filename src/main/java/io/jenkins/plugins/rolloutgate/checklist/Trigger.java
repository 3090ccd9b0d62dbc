package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.slo.Severity;
import java.util.List;

/**
 * A condition that is bad when it is met: a reason to roll back, or to look closer.
 *
 * @param grade {@link Severity#ROLLBACK} or {@link Severity#INVESTIGATE}
 * @param box whether the document has a box for it, which still is no progress
 */
public record Trigger(int section, String text, int line, Severity grade, List<Threshold> thresholds, boolean box) {
    public Trigger {
        thresholds = List.copyOf(thresholds);
    }
}
