package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.report.Tone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that was decided in a release.
 *
 * @param at since its start
 * @param percent share of the canary that was reached before
 * @param kind such as {@code verdict} or {@code question}
 */
record DecisionRow(Duration at, int percent, String kind, Tone tone, String text) {

    /** What was decided in the events of a canary, in their order. */
    static List<DecisionRow> of(List<Event> events) {
        Reader reader = new Reader();
        events.forEach(reader::read);
        return reader.rows;
    }

    /** Hours, minutes and seconds, which sort and line up. */
    String when() {
        return String.format(Locale.ROOT, "%d:%02d:%02d", at.toHours(), at.toMinutesPart(), at.toSecondsPart());
    }

    ObjectNode json() {
        return Json.object()
                .put("seconds", at.toMillis() / 1000.0)
                .put("percent", percent)
                .put("kind", kind)
                .put("text", text);
    }

    /** Reads events one after another. */
    private static final class Reader {
        private final List<DecisionRow> rows = new ArrayList<>();
        private final Map<String, String> verdicts = new HashMap<>();
        private Event first;
        private String decided = "";
        private int percent;

        private void read(Event event) {
            first = first == null ? event : first;
            switch (event.kind()) {
                case BASELINE ->
                    event.data().path("warnings").forEach(line -> add(event, "warning", Tone.WARN, line.asText()));
                case GATE -> gate(event);
                case JUDGED -> event.data().path("verdicts").forEach(verdict -> judged(event, verdict));
                case PHASE_PASSED ->
                    add(
                            event,
                            "passed",
                            Tone.PASS,
                            event.data().path("percent").asInt() + "% passed by " + event.text("by"));
                case QUESTION -> add(event, "question", Tone.WARN, event.text("text"));
                case ANSWERED -> add(event, "answer", Tone.INFO, event.actor() + " answered " + event.text("answer"));
                case WITHDRAWN ->
                    add(event, "withdrawn", Tone.INFO, "the question was taken back: " + event.text("reason"));
                case DECISION -> {
                    decided = event.text("reason") + "; ";
                    add(event, "decision", Tone.FAIL, event.text("decision") + ": " + event.text("reason"));
                }
                case ENDED -> {
                    Tone tone = event.text("outcome").equals("PROMOTED") ? Tone.PASS : Tone.FAIL;
                    // Why is said in the line of the decision.
                    String reason = event.text("reason").replace(decided, "");
                    add(event, "end", tone, event.text("outcome").replace('_', ' ') + ": " + reason);
                }
                default -> {}
            }
        }

        private void gate(Event event) {
            boolean shared = event.text("gate").startsWith("share-");
            Verdict verdict = Verdict.valueOf(event.text("verdict"));
            if (shared) {
                percent = Integer.parseInt(event.text("gate").substring("share-".length()));
                add(event, "share", Tone.INFO, "reached " + percent + "%: " + event.text("sentence"));
            } else if (verdict != Verdict.PASS) {
                add(event, "gate", Tone.WARN, event.text("gate") + " is " + verdict + ": " + event.text("sentence"));
            }
        }

        /** A verdict is told when it is another one than at the look before. */
        private void judged(Event event, JsonNode row) {
            String verdict = row.path("verdict").asText();
            if (!verdict.equals(verdicts.put(row.path("objective").asText(), verdict))) {
                Tone tone = verdict.equals("PASS") ? Tone.PASS : verdict.equals("FAIL") ? Tone.FAIL : Tone.WARN;
                add(
                        event,
                        "verdict",
                        tone,
                        verdict + ": " + row.path("sentence").asText());
            }
        }

        private void add(Event event, String kind, Tone tone, String text) {
            rows.add(new DecisionRow(Duration.between(first.time(), event.time()), percent, kind, tone, text));
        }
    }
}
