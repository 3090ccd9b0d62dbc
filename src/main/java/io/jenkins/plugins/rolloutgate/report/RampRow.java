package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Ramp;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A phase of a ramp: what its objectives measured last, and what ended it.
 *
 * @param hold how long its share was to stand
 * @param held how long it has, by observed time
 * @param from when it began; empty if it did not
 * @param to when it ended; empty while it has not
 * @param status DONE, NOW, WAITING for a person, STOPPED or HELD where the release turned, NOT_RUN
 * @param by what ended it: {@code time}, {@code evidence}, {@code person}, {@code adopted}, a decision such as
 *     {@code rollback}, or empty
 * @param reason why it ended
 */
public record RampRow(
        int phase,
        int percent,
        Duration hold,
        Duration held,
        Optional<Instant> from,
        Optional<Instant> to,
        Status status,
        String by,
        String reason,
        List<Cell> cells) {

    /** What one objective had measured at the end of the phase, or by now. */
    public record Cell(String objective, String value, Optional<Double> number, Status verdict, String sentence) {}

    Optional<Cell> of(String objective) {
        return cells.stream().filter(cell -> cell.objective().equals(objective)).findFirst();
    }

    static List<RampRow> of(History history) {
        List<RampRow> rows = new ArrayList<>();
        if (history.isEmpty()) {
            return rows;
        }
        int phase = 0;
        for (JsonNode asked : history.state().spec().path("phases")) {
            rows.add(row(history, phase++, asked));
        }
        return rows;
    }

    private static RampRow row(History history, int phase, JsonNode asked) {
        ReleaseState state = history.state();
        int percent = asked.path("percent").asInt();
        Optional<Ramp.Passed> passed = state.ramp().passed().stream()
                .filter(done -> done.phase() == phase)
                .findFirst();
        Optional<Instant> from = history.all(EventKind.PHASE)
                .filter(event -> event.text("phase").equals("CANARY_" + percent))
                .map(Event::time)
                .findFirst();
        Optional<ReleaseState.Decision> turn = history.turn().filter(t -> passed.isEmpty() && from.isPresent());
        Optional<Instant> to = passed.map(Ramp.Passed::at)
                .or(() -> turn.map(ReleaseState.Decision::at))
                .or(() -> from.isPresent() ? history.end().map(ReleaseState.End::at) : Optional.empty());
        Duration held = state.gate("share-" + percent)
                .map(reached -> state.observed(since(history, phase, reached.at()), to.orElse(history.until())))
                .orElse(Duration.ZERO);
        Status status = status(history, passed.isPresent(), from.isPresent());
        return new RampRow(
                phase,
                percent,
                Standing.duration(asked.path("hold").asText()).orElse(Duration.ZERO),
                held,
                from,
                to,
                status,
                passed.map(Ramp.Passed::by)
                        .or(() -> turn.map(ReleaseState.Decision::what))
                        .orElse(""),
                passed.map(Ramp.Passed::reason)
                        .or(() -> turn.map(ReleaseState.Decision::reason))
                        .orElse(""),
                cells(history, phase));
    }

    /** A person may have asked for another hold. */
    private static Instant since(History history, int phase, Instant reached) {
        int percent = history.state()
                .spec()
                .path("phases")
                .path(phase)
                .path("percent")
                .asInt();
        return history.all(EventKind.ANSWERED)
                .filter(event -> event.text("answer").equals("hold"))
                .filter(event -> event.text("id").contains("-" + percent + "-"))
                .map(Event::time)
                .reduce(reached, (one, other) -> other);
    }

    private static Status status(History history, boolean passed, boolean begun) {
        if (passed) {
            return Status.DONE;
        }
        if (!begun) {
            return Status.NOT_RUN;
        }
        if (history.turned("hold")) {
            return Status.HELD;
        }
        if (history.turn().isPresent() || history.end().isPresent()) {
            return Status.STOPPED;
        }
        return history.state().ramp().question().isPresent() ? Status.WAITING : Status.NOW;
    }

    private static List<Cell> cells(History history, int phase) {
        Definitions definitions = Definitions.of(history, phase);
        List<Cell> cells = new ArrayList<>();
        history.state()
                .ramp()
                .judged(phase)
                .ifPresent(event ->
                        event.data().path("verdicts").forEach(verdict -> cells.add(cell(definitions, verdict))));
        return cells;
    }

    private static Cell cell(Definitions definitions, JsonNode verdict) {
        String name = verdict.path("objective").asText();
        Gauge gauge = definitions.gauge(name);
        Optional<Double> value = gauge.value(verdict.path("numbers"));
        return new Cell(
                name,
                value.map(gauge::text).orElse(""),
                value,
                GateRow.verdict(verdict.path("verdict").asText()),
                verdict.path("sentence").asText());
    }

    /** The row of the phase that is under way, or in which the release turned. */
    static Optional<RampRow> current(List<RampRow> rows) {
        return rows.stream()
                .filter(row -> row.status() != Status.DONE && row.status() != Status.NOT_RUN)
                .findFirst();
    }
}
