package io.jenkins.plugins.rolloutgate.checklist.bind;

import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.slo.Severity;
import java.util.List;

/** The objectives that the rollback triggers of a checklist stand for: they fail when the trigger is met. */
public final class Criteria {
    private Criteria() {}

    /**
     * One of them.
     *
     * @param objective in its short form
     */
    public record Criterion(int line, Severity severity, String objective) {}

    /** Those that a built-in query measures; the others stay for people to watch. */
    public static List<Criterion> of(Checklist checklist) {
        return checklist.triggers().stream()
                .flatMap(trigger -> trigger.thresholds().stream()
                        .flatMap(limit -> Indicators.inverse(limit).stream())
                        .map(objective -> new Criterion(trigger.line(), trigger.grade(), objective)))
                .distinct()
                .toList();
    }
}
