package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.strategy.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One phase of the release; the first is the check of what stands, from the start on.
 *
 * @param status DONE, NOW, or STOPPED or HELD where the release turned
 * @param note why it stopped; empty otherwise
 * @param waits what the release waited for in this phase
 */
public record PhaseRow(
        String phase, String title, Instant from, Instant to, Status status, String note, List<WaitRow> waits) {

    static List<PhaseRow> of(History history) {
        List<PhaseRow> rows = new ArrayList<>();
        Phasing open = new Phasing(Phase.CHECK.name(), Phase.CHECK.title(), history.start());
        for (Event event : history.events()) {
            if (event.kind() == EventKind.PHASE) {
                rows.add(open.row(event.time(), Status.DONE));
                String name = event.text("phase");
                open = new Phasing(name, title(event), event.time());
            } else {
                open.take(event);
            }
        }
        if (!history.isEmpty()) {
            rows.add(open.row(history.until(), last(history)));
        }
        return rows;
    }

    /** The words of the strategy that began the phase. */
    static String title(Event phase) {
        String recorded = phase.text("title");
        return recorded.isEmpty() ? Phase.of(phase.text("phase")).title() : recorded;
    }

    private static Status last(History history) {
        if (history.isRunning()) {
            return Status.NOW;
        }
        if (history.endedAs(Outcome.HELD)) {
            return Status.HELD;
        }
        if (history.endedAs(Outcome.FAILED)) {
            return Status.STOPPED;
        }
        boolean refused = history.endedAs(Outcome.ABORTED) && history.turn().isEmpty();
        return refused ? Status.STOPPED : Status.DONE;
    }

    /** A phase that is not over yet. */
    private static final class Phasing {
        private final String phase;
        private final String title;
        private final Instant from;
        private final List<WaitRow> waits = new ArrayList<>();
        private Event turn;
        private Event progress;

        Phasing(String phase, String title, Instant from) {
            this.phase = phase;
            this.title = title;
            this.from = from;
        }

        void take(Event event) {
            switch (event.kind()) {
                case PROGRESS -> {
                    endWait(event.time());
                    progress = event;
                }
                case DECISION -> {
                    endWait(event.time());
                    turn = event;
                }
                case WRITTEN, ENDED -> endWait(event.time());
                default -> {}
            }
        }

        private void endWait(Instant at) {
            if (progress != null) {
                waits.add(new WaitRow(progress.sequence(), progress.time(), at, progress.text("text")));
                progress = null;
            }
        }

        PhaseRow row(Instant to, Status otherwise) {
            endWait(to);
            boolean held = turn != null && turn.text("decision").equals("hold");
            Status status = turn == null ? otherwise : held ? Status.HELD : Status.STOPPED;
            return new PhaseRow(
                    phase, title, from, to, status, turn == null ? "" : turn.text("reason"), List.copyOf(waits));
        }
    }

    /** The title with a share that does not break. */
    String shown() {
        return title.replace(" %", "\u00a0%");
    }

    public Duration took() {
        return Duration.between(from, to);
    }
}
