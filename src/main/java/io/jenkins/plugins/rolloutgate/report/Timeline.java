package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who had the traffic, over time.
 *
 * @param counted whether {@code shares} are answered requests; else they are ready endpoints
 * @param shares what was measured, oldest first; each holds until the next
 * @param asked what the selector asked for, in the same way
 * @param unobserved when nobody watched
 */
public record Timeline(
        Instant from,
        Instant to,
        boolean running,
        boolean counted,
        List<Share> shares,
        List<Share> asked,
        List<Mark> marks,
        List<Gap> unobserved) {

    /** The new version's share from {@code at} on, 0 to 1; empty when nothing was measured or nobody had any. */
    public record Share(Instant at, Optional<Double> fresh) {}

    /** A verdict, a decision of the engine, an action of a person, or failed requests. */
    public record Mark(Instant at, Type type, Status status, String text, String label) {
        /** The line of the chart on which it stands. */
        public enum Type {
            GATE,
            DECISION,
            PERSON,
            FAILED
        }
    }

    public record Gap(Instant from, Instant to) {}

    static Timeline of(History history) {
        List<Share> counted = counted(history);
        return new Timeline(
                history.start(),
                history.until(),
                history.isRunning(),
                !counted.isEmpty(),
                counted.isEmpty() ? observed(history) : counted,
                asked(history),
                marks(history),
                gaps(history));
    }

    private static List<Share> observed(History history) {
        return history.all(EventKind.TRAFFIC)
                .flatMap(event ->
                        history
                                .endpoints(event.data())
                                .map(seen -> new Share(event.time(), share(seen.fresh(), seen.sum())))
                                .stream())
                .toList();
    }

    private static Optional<Double> share(long part, long sum) {
        return sum == 0 ? Optional.empty() : Optional.of((double) part / sum);
    }

    private static List<Share> counted(History history) {
        TreeMap<Instant, long[]> sums = new TreeMap<>();
        RequestCount.of(history)
                .forEach(count -> count.buckets().forEach(bucket -> {
                    long[] sum = sums.computeIfAbsent(bucket.at(), at -> new long[2]);
                    sum[0] += bucket.fresh();
                    sum[1] += bucket.fresh() + bucket.old();
                }));
        List<Share> shares = new ArrayList<>();
        sums.forEach((at, sum) -> shares.add(new Share(at, share(sum[0], sum[1]))));
        return shares;
    }

    private static List<Share> asked(History history) {
        if (history.baseline().isEmpty()) {
            return List.of();
        }
        List<Share> asked = new ArrayList<>();
        asked.add(new Share(history.start(), Optional.of(0.0)));
        history.all(EventKind.WRITTEN).forEach(event -> {
            switch (event.text("key")) {
                case "switch" -> asked.add(new Share(event.time(), Optional.of(1.0)));
                case "switch-back" -> asked.add(new Share(event.time(), Optional.of(0.0)));
                default -> {}
            }
        });
        return asked;
    }

    private static List<Mark> marks(History history) {
        List<Mark> marks = new ArrayList<>();
        GateRow.of(history)
                .forEach(gate -> gate.at()
                        .ifPresent(at -> marks.add(new Mark(
                                at, Mark.Type.GATE, gate.verdict(), gate.title() + ": " + gate.sentence(), ""))));
        for (Event event : history.events()) {
            boolean person = !event.actor().equals(Event.ENGINE);
            if (event.kind() == EventKind.DECISION) {
                String decision = event.text("decision");
                Status status = decision.equals("hold") ? Status.HELD : Status.STOPPED;
                marks.add(new Mark(event.time(), Mark.Type.DECISION, status, event.text("reason"), decision));
            } else if (person && event.kind() == EventKind.STARTED) {
                marks.add(new Mark(
                        event.time(),
                        Mark.Type.PERSON,
                        Status.NOW,
                        event.actor() + " started the release",
                        event.actor() + " started"));
            } else if (person && event.kind() == EventKind.ABORT_REQUESTED) {
                String text = event.actor() + " asked to stop: " + event.text("reason");
                marks.add(new Mark(event.time(), Mark.Type.PERSON, Status.NOW, text, event.actor() + " asked to stop"));
            }
        }
        RequestCount.of(history)
                .forEach(count -> count.buckets().stream()
                        .filter(bucket -> bucket.failed() > 0)
                        .forEach(bucket -> marks.add(new Mark(
                                bucket.at(),
                                Mark.Type.FAILED,
                                Status.FAIL,
                                Words.count(bucket.failed(), "failed request"),
                                ""))));
        marks.sort(Comparator.comparing(Mark::at));
        return marks;
    }

    private static List<Gap> gaps(History history) {
        List<Gap> gaps = new ArrayList<>();
        Instant last = history.start();
        for (Event event : history.events()) {
            if (event.kind() == EventKind.RESUMED) {
                gaps.add(new Gap(last, event.time()));
            } else if (event.kind() == EventKind.OUTAGE) {
                gaps.add(new Gap(time(event.data().path("from"), event.time()), event.time()));
            }
            last = event.time();
        }
        return gaps;
    }

    private static Instant time(JsonNode text, Instant otherwise) {
        try {
            return Instant.parse(text.asText());
        } catch (DateTimeException e) {
            return otherwise;
        }
    }
}
