package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.model.Run;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.run.checklist.CheckResults;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What checks found, in the log of a build and in its checklist. */
final class CheckedLines {
    private CheckedLines() {}

    static String of(Checked one) {
        Finding finding = one.finding();
        return one.name() + ": " + finding.status().name().replace('_', ' ') + ", " + finding.seen()
                + (finding.todo().isEmpty() ? "" : "; " + finding.todo());
    }

    /** Ticks the items that are bound to these checks, if the build has a checklist. */
    static void tick(Run<?, ?> run, List<Checked> found) throws IOException {
        Optional<ChecklistRecord> checklist = ControllerChecklists.get().of(run);
        if (checklist.isPresent()) {
            new CheckResults(checklist.get()).take(Requester.of(run), found);
        }
    }
}
