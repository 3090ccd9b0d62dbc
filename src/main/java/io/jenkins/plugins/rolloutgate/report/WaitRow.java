package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.record.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the release waited for or saw, and how long that was so. */
public record WaitRow(long event, Instant from, Instant to, String phase, String text) {

    static List<WaitRow> of(History history) {
        List<WaitRow> rows = new ArrayList<>();
        Event open = null;
        String phase = "";
        String inPhase = "";
        for (Event event : history.events()) {
            boolean ends =
                    switch (event.kind()) {
                        case PROGRESS, PHASE, DECISION, WRITTEN, ENDED -> true;
                        default -> false;
                    };
            if (ends && open != null) {
                rows.add(row(open, event.time(), inPhase));
                open = null;
            }
            switch (event.kind()) {
                case PHASE -> phase = Standing.title(event.text("phase"));
                case PROGRESS -> {
                    open = event;
                    inPhase = phase;
                }
                default -> {}
            }
        }
        if (open != null) {
            rows.add(row(open, history.until(), inPhase));
        }
        return rows;
    }

    private static WaitRow row(Event progress, Instant to, String phase) {
        return new WaitRow(progress.sequence(), progress.time(), to, phase, progress.text("text"));
    }

    public Duration took() {
        return Duration.between(from, to);
    }
}
