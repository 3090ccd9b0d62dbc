package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.strategy.Plan;
import java.util.ArrayList;
import java.util.List;

/** A plan as lines of a build log: every write as a diff. */
final class PlanLines {

    private PlanLines() {}

    static List<String> of(Plan plan) {
        List<String> lines = new ArrayList<>();
        plan.warnings().forEach(warning -> lines.add("warning: " + warning));
        int number = 0;
        for (Plan.PlannedWrite write : plan.writes()) {
            lines.add(++number + ". " + write.phase().title() + ": " + write.object());
            for (Plan.Line line : write.lines()) {
                line.before().ifPresent(value -> lines.add("   - " + line.path() + ": " + value));
                line.after().ifPresent(value -> lines.add("   + " + line.path() + ": " + value));
            }
        }
        plan.refusals().forEach(refusal -> lines.add("refused: " + refusal));
        lines.add("Nothing was written. "
                + (plan.refusals().isEmpty() ? "If every gate passes: " : "The end would be: ") + plan.reason() + ".");
        return lines;
    }
}
