package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One write to the cluster, in the order in which they were announced.
 *
 * @param event the line that announced it
 * @param change what changes from what to what; parts without a before say only what was done
 * @param status WRITTEN, NOT_WRITTEN, NOT_SENT, or PENDING while it is not known
 * @param known how the outcome is known, or why it was not written
 * @param took from sending to the answer; empty without one
 * @param patch the JSON patch; empty if the record has none
 */
public record WriteRow(
        long event,
        Instant at,
        String actor,
        String key,
        String kind,
        String name,
        List<Difference> change,
        Status status,
        String known,
        Optional<Duration> took,
        String patch) {

    /** {@code what} went from {@code before} to {@code after}; only {@code what} if there is no before. */
    public record Difference(String what, String before, String after) {
        public String text() {
            return before.isEmpty() ? what : what + " " + before + " → " + after;
        }

        static List<Difference> parse(String summary) {
            return List.of(summary.split(", ")).stream().map(Difference::part).toList();
        }

        private static Difference part(String part) {
            String[] sides = part.split(" -> ", 2);
            int space = sides[0].lastIndexOf(' ');
            return sides.length < 2 || space < 0
                    ? new Difference(part, "", "")
                    : new Difference(sides[0].substring(0, space), sides[0].substring(space + 1), sides[1]);
        }
    }

    /** How the outcome is known and how long it took, or why it was not written. */
    public String result() {
        String joint = known.equals("answered") ? " in\u00a0" : " after\u00a0";
        return known
                + took.map(time -> joint + Words.text(time).replace(' ', '\u00a0'))
                        .orElse("");
    }

    static List<WriteRow> of(History history) {
        List<WriteRow> rows = new ArrayList<>();
        Map<String, Integer> open = new HashMap<>();
        for (Event event : history.events()) {
            switch (event.kind()) {
                case OWNED -> rows.add(lease(event, history));
                case INTENT -> {
                    open.put(event.text("key"), rows.size());
                    rows.add(announced(event));
                }
                case WRITTEN, NOT_WRITTEN -> {
                    Integer index = open.remove(event.text("key"));
                    if (index != null) {
                        rows.set(index, rows.get(index).answered(event));
                    }
                }
                default -> {}
            }
        }
        return rows;
    }

    private static WriteRow announced(Event event) {
        return new WriteRow(
                event.sequence(),
                event.time(),
                event.actor(),
                event.text("key"),
                event.data().path("object").path("kind").asText(""),
                event.data().path("object").path("name").asText(""),
                Difference.parse(event.text("summary")),
                Status.PENDING,
                "announced; its outcome is not known",
                Optional.empty(),
                patch(event));
    }

    private static String patch(Event event) {
        StringBuilder lines = new StringBuilder();
        event.data().path("patch").forEach(op -> lines.append(Json.line(op)).append('\n'));
        return lines.toString().stripTrailing();
    }

    private static WriteRow lease(Event event, History history) {
        String release = history.state().id();
        return new WriteRow(
                event.sequence(),
                event.time(),
                event.actor(),
                "lease",
                "Lease",
                event.text("lease"),
                List.of(
                        new Difference("taken for " + release, "", ""),
                        new Difference("epoch " + event.data().path("epoch").asLong(), "", "")),
                Status.WRITTEN,
                "answered",
                Optional.empty(),
                "");
    }

    private WriteRow answered(Event event) {
        boolean written = event.kind() == EventKind.WRITTEN;
        String reason = event.text("reason");
        boolean sent = event.data().has("problem");
        Status outcome = written ? Status.WRITTEN : sent ? Status.NOT_WRITTEN : Status.NOT_SENT;
        Optional<Duration> duration = event.data().path("millis").isIntegralNumber()
                ? Optional.of(Duration.ofMillis(event.data().path("millis").asLong()))
                : Optional.empty();
        return new WriteRow(
                this.event,
                at,
                actor,
                key,
                kind,
                name,
                change,
                outcome,
                written ? event.text("known") : reason,
                duration,
                patch);
    }
}
