package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One phase of the release.
 *
 * @param status DONE, NOW, or STOPPED or HELD where the release turned
 * @param note why it stopped; empty otherwise
 */
public record PhaseRow(String phase, String title, Instant from, Instant to, Status status, String note) {

    static List<PhaseRow> of(History history) {
        List<PhaseRow> rows = new ArrayList<>();
        Event open = null;
        Event turn = null;
        for (Event event : history.events()) {
            if (event.kind() == EventKind.PHASE) {
                if (open != null) {
                    rows.add(row(open, event.time(), turn, Status.DONE));
                }
                open = event;
                turn = null;
            } else if (event.kind() == EventKind.DECISION) {
                turn = event;
            }
        }
        if (open != null) {
            boolean held = history.endedAs(Outcome.HELD);
            Status last = history.isRunning() ? Status.NOW : held ? Status.HELD : Status.DONE;
            rows.add(row(open, history.until(), turn, last));
        }
        return rows;
    }

    private static PhaseRow row(Event phase, Instant to, Event turn, Status otherwise) {
        String title = phase.text("title");
        boolean held = turn != null && turn.text("decision").equals("hold");
        Status status = turn == null ? otherwise : held ? Status.HELD : Status.STOPPED;
        return new PhaseRow(
                phase.text("phase"),
                title.isEmpty() ? Standing.title(phase.text("phase")) : title,
                phase.time(),
                to,
                status,
                turn == null ? "" : turn.text("reason"));
    }

    public Duration took() {
        return Duration.between(from, to);
    }
}
