package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who had the traffic, over time.
 *
 * @param counted whether {@code shares} are answered requests
 * @param weighted whether they are else weights of a route; ready endpoints if not
 * @param shares what was measured, oldest first; each holds until the next
 * @param asked what the selector asked for, in the same way
 * @param unobserved when nobody watched
 */
public record Timeline(
        Instant from,
        Instant to,
        boolean running,
        boolean counted,
        boolean weighted,
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
                history.sides().filter(Sides::weighted).isPresent(),
                counted.isEmpty() ? observed(history) : counted,
                asked(history),
                new Marks(history).all(),
                gaps(history));
    }

    private static List<Share> observed(History history) {
        return history.traffic().stream()
                .flatMap(traffic -> traffic.seen().stream())
                .map(seen -> new Share(seen.at(), seen.share()))
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
        return history.traffic().stream()
                .flatMap(traffic -> traffic.asked().stream())
                .map(asked -> new Share(asked.at(), Optional.of(asked.fresh())))
                .toList();
    }

    /** What {@code shares} are, in words. */
    String measure() {
        return counted ? "measured share" : weighted ? "share by weight" : "share of ready endpoints";
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
