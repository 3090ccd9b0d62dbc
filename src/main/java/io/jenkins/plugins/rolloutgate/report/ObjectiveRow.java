package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One objective: its verdict, what it was measured to be at every look, and how far from its limit that is.
 *
 * @param text as it was written
 * @param severity {@code ROLLBACK}, {@code INVESTIGATE} or {@code ADVISORY}
 * @param verdict of the last look; NOT_RUN if it was never judged
 * @param reason why it is INCONCLUSIVE; empty otherwise
 * @param value of the last look, in base units; empty if there was none
 * @param shown the same for people, and {@code what} it is where the name does not say it
 * @param upper what it must not be above; empty if there is no such limit
 * @param lower what it must not be below; empty if there is no such limit
 * @param limit both for people
 * @param good looks of the last phase that passed, of {@code looked}
 * @param numbers what the verdict rests on, by name
 * @param queries as they were sent, by side and role
 */
public record ObjectiveRow(
        String name,
        String text,
        String severity,
        Status verdict,
        String reason,
        String sentence,
        Unit unit,
        Optional<Double> value,
        String shown,
        String what,
        Optional<Double> upper,
        Optional<Double> lower,
        String limit,
        int good,
        int looked,
        JsonNode numbers,
        Map<String, String> queries,
        List<Look> looks) {

    /**
     * One look.
     *
     * @param value empty when there was none
     * @param other the same of what it is compared with, or of the old version
     */
    public record Look(
            Instant at, int phase, int number, Optional<Double> value, Optional<Double> other, Status verdict) {}

    static List<ObjectiveRow> of(History history) {
        Definitions definitions = Definitions.of(history);
        Set<String> seen = new TreeSet<>();
        history.all(EventKind.JUDGED)
                .forEach(event -> event.data()
                        .path("verdicts")
                        .forEach(row -> seen.add(row.path("objective").asText())));
        Map<String, ObjectiveRow> rows = new LinkedHashMap<>();
        definitions.names().forEach(name -> rows.put(name, new Reader(history, definitions, name).row()));
        seen.forEach(name -> rows.computeIfAbsent(name, n -> new Reader(history, definitions, n).row()));
        return List.copyOf(rows.values());
    }

    /** {@code 9 of 9 looks passed}; empty before the first. */
    public String count() {
        return looked == 0 ? "" : good + " of " + Words.count(looked, "look") + " passed";
    }

    /** What a failure leads to. */
    public String consequence() {
        return switch (severity) {
            case "ROLLBACK" -> "rolls back";
            case "INVESTIGATE" -> "asks a person";
            case "ADVISORY" -> "only recorded";
            default -> "";
        };
    }

    public boolean decides() {
        return !severity.equals("ADVISORY");
    }

    /** Collects what the record has of one objective. */
    private static final class Reader {
        private final History history;
        private final Optional<Objective> objective;
        private final String name;
        private final Gauge gauge;
        private final List<Look> looks = new ArrayList<>();
        private final Map<String, String> queries = new TreeMap<>();
        private JsonNode samples = MissingNode.getInstance();
        private JsonNode verdict = MissingNode.getInstance();
        private int phase = -1;
        private int gaps;

        Reader(History history, Definitions definitions, String name) {
            this.history = history;
            this.objective = definitions.find(name);
            this.name = name;
            this.gauge = definitions.gauge(name);
        }

        ObjectiveRow row() {
            for (Event event : history.events()) {
                if (event.kind() == EventKind.MEASURED) {
                    samples = event.data().path("samples");
                    samples.forEach(this::query);
                } else if (event.kind() == EventKind.JUDGED) {
                    event.data().path("verdicts").forEach(row -> judged(event, row));
                }
            }
            JsonNode numbers = verdict.path("numbers");
            Optional<Double> value = looks.isEmpty()
                    ? Optional.empty()
                    : looks.get(looks.size() - 1).value();
            Optional<Double> upper = gauge.upper(numbers);
            Optional<Double> lower = gauge.lower(numbers);
            int looked = numbers.path("looks").asInt();
            return new ObjectiveRow(
                    name,
                    objective.map(Objective::text).orElse(name),
                    verdict.path("severity")
                            .asText(objective.map(o -> o.severity().name()).orElse("")),
                    verdict.isMissingNode()
                            ? Status.NOT_RUN
                            : GateRow.verdict(verdict.path("verdict").asText()),
                    verdict.path("reason").asText(),
                    verdict.path("sentence").asText(verdict.isMissingNode() ? "It was not looked at." : ""),
                    gauge.unit(),
                    value,
                    value.map(gauge::text).orElse("–"),
                    gauge.what(),
                    upper,
                    lower,
                    limit(upper, lower),
                    good(numbers, looked),
                    looked,
                    numbers,
                    queries,
                    looks);
        }

        /** A test on all looks together has a verdict at every look, and no look fails by itself. */
        private int good(JsonNode numbers, int looked) {
            return gauge.isSequential()
                    ? (int) looks.stream()
                            .filter(look -> look.phase() == phase && look.verdict() == Status.PASS)
                            .count()
                    : looked
                            - numbers.path("failed").asInt()
                            - numbers.path("without number").asInt();
        }

        private String limit(Optional<Double> upper, Optional<Double> lower) {
            String base = gauge.baseline(verdict.path("numbers"))
                    .map(value -> ", compared with " + gauge.text(value))
                    .orElse("");
            String most = upper.map(gauge::text).orElse("");
            String least = lower.map(gauge::text).orElse("");
            if (most.isEmpty() && least.isEmpty()) {
                return "";
            }
            return most.isEmpty() || least.isEmpty()
                    ? "limit " + most + least + base
                    : "from " + least + " to " + most + base;
        }

        private boolean isMine(JsonNode sample) {
            return sample.path("objective").asText().equals(name);
        }

        private void query(JsonNode sample) {
            if (isMine(sample)) {
                String side = sample.path("side").asText();
                sample.path("queries")
                        .properties()
                        .forEach(query -> queries.put(
                                (side + " " + query.getKey()).strip(),
                                query.getValue().asText()));
            }
        }

        private void judged(Event event, JsonNode row) {
            if (!row.path("objective").asText().equals(name)) {
                return;
            }
            if (event.data().path("phase").asInt() != phase) {
                phase = event.data().path("phase").asInt();
                gaps = 0;
            }
            verdict = row;
            JsonNode numbers = row.path("numbers");
            boolean gap = numbers.path("without number").asInt() > gaps;
            gaps = numbers.path("without number").asInt();
            looks.add(new Look(
                    event.time(),
                    phase,
                    event.data().path("look").asInt(),
                    gap ? Optional.empty() : gauge.value(numbers).or(() -> sampled(false)),
                    gap ? Optional.empty() : gauge.baseline(numbers).or(() -> sampled(true)),
                    GateRow.verdict(row.path("verdict").asText())));
        }

        /** What the source itself said, where it gives values. */
        private Optional<Double> sampled(boolean stable) {
            for (JsonNode sample : samples) {
                String side = sample.path("side").asText();
                if (isMine(sample)
                        && !side.equals("baseline")
                        && side.equals("stable") == stable
                        && sample.path("value").isNumber()) {
                    return Optional.of(sample.path("value").asDouble());
                }
            }
            return Optional.empty();
        }
    }
}
