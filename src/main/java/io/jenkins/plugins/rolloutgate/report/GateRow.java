package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One answer of a gate, or that a gate that was asked for was never run.
 *
 * @param event its line in the record; 0 if it was never run
 * @param at when it was answered; empty if it was never run
 * @param numbers what the verdict rests on, as JSON; empty for nothing
 */
public record GateRow(
        long event, Optional<Instant> at, String gate, String title, Status verdict, String sentence, String numbers) {

    private static final Map<String, String> TITLES = Map.of(
            "probe", "Probe of every new pod",
            "probe-active", "Probe through the active Service",
            "smoke", "Smoke tests",
            "stands", "New colour stands",
            "old-side-idle", "Old side is idle",
            "canary-pods", "Pods of the canary");

    /** Finds out why pods are not ready; answers no question whether to go on. */
    static final String EXPLAIN = "explain";

    static List<GateRow> of(History history) {
        List<GateRow> rows = new ArrayList<>();
        history.all(EventKind.GATE)
                .filter(event -> !event.text("gate").equals(EXPLAIN))
                .forEach(event -> rows.add(row(event)));
        if (!history.isEmpty() && history.end().isPresent()) {
            JsonNode spec = history.state().spec();
            neverRun(rows, "probe", spec.path("probe").isObject());
            neverRun(rows, "smoke", spec.path("smoke").asBoolean());
            spec.path("phases")
                    .forEach(phase -> neverRun(
                            rows,
                            "body-" + phase.path("percent").asInt(),
                            spec.path("body").asBoolean()));
        }
        return rows;
    }

    private static GateRow row(Event event) {
        JsonNode numbers = event.data().path("numbers");
        return new GateRow(
                event.sequence(),
                Optional.of(event.time()),
                event.text("gate"),
                title(event.text("gate")),
                verdict(event.text("verdict")),
                event.text("sentence"),
                numbers.isEmpty() ? "" : Json.pretty(numbers));
    }

    private static void neverRun(List<GateRow> rows, String gate, boolean wanted) {
        if (wanted && rows.stream().noneMatch(row -> row.gate().equals(gate))) {
            rows.add(new GateRow(
                    0, Optional.empty(), gate, title(gate), Status.NOT_RUN, "the release ended before", ""));
        }
    }

    private static String title(String gate) {
        return TITLES.getOrDefault(
                gate,
                gate.replaceFirst("^share-(\\d+)$", "Share of $1\u00a0% reached")
                        .replaceFirst("^body-(\\d+)$", "Body of the $1\u00a0% phase"));
    }

    /** A word that is no verdict passes nothing. */
    static Status verdict(String word) {
        return switch (word) {
            case "PASS" -> Status.PASS;
            case "FAIL" -> Status.FAIL;
            case "NOT_RUN" -> Status.NOT_RUN;
            default -> Status.INCONCLUSIVE;
        };
    }
}
