package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.slo.Comparison;
import io.jenkins.plugins.rolloutgate.slo.Indicator;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.Reason;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import io.jenkins.plugins.rolloutgate.slo.Severity;
import io.jenkins.plugins.rolloutgate.slo.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** Objectives of {@code streamgate}, and what an invented metric source says about them, the same at every call. */
final class SampleObjectives {
    private static final long MEBI = 1024 * 1024;

    static final List<Objective> ALL = List.of(
            of(
                    "error rate",
                    "< 1%",
                    Indicator.Kind.RATIO,
                    Unit.RATIO,
                    Objective.Method.SEQUENTIAL,
                    0.01,
                    Severity.ROLLBACK),
            of(
                    "p95",
                    "< 400 ms",
                    Indicator.Kind.VALUE,
                    Unit.SECONDS,
                    Objective.Method.THRESHOLD,
                    0.4,
                    Severity.ROLLBACK),
            of(
                    "availability",
                    "> 99.9%",
                    Indicator.Kind.RATIO,
                    Unit.RATIO,
                    Objective.Method.SEQUENTIAL,
                    0.999,
                    Severity.ROLLBACK),
            of(
                    "cache hit rate",
                    ">= 90%",
                    Indicator.Kind.VALUE,
                    Unit.RATIO,
                    Objective.Method.THRESHOLD,
                    0.9,
                    Severity.ADVISORY),
            of(
                    "average latency",
                    "20% of stable",
                    Indicator.Kind.VALUE,
                    Unit.SECONDS,
                    Objective.Method.RELATIVE,
                    0.2,
                    Severity.INVESTIGATE),
            of(
                    "memory per pod",
                    "< 300Mi",
                    Indicator.Kind.VALUE,
                    Unit.BYTES,
                    Objective.Method.THRESHOLD,
                    300 * MEBI,
                    Severity.INVESTIGATE));

    private final Random random = new Random(7);
    private final Map<String, double[]> counted = new HashMap<>();

    /** Errors among the requests of the new version, seconds that its slow requests take, and whether the source answers. */
    record Behaviour(double errors, double p95, boolean answers) {
        static final Behaviour HEALTHY = new Behaviour(0.002, 0.31, true);
    }

    private static Objective of(
            String name,
            String rest,
            Indicator.Kind kind,
            Unit unit,
            Objective.Method method,
            double limit,
            Severity severity) {
        Comparison comparison = rest.startsWith(">=")
                ? Comparison.AT_LEAST
                : rest.startsWith(">") ? Comparison.GREATER : Comparison.LESS;
        return new Objective(
                name,
                name + " " + rest,
                new Indicator("prometheus", kind, Map.of(), unit, 1),
                OptionalDouble.empty(),
                method,
                comparison,
                limit,
                OptionalDouble.empty(),
                method == Objective.Method.RELATIVE ? "stable" : "",
                Duration.ZERO,
                method == Objective.Method.SEQUENTIAL ? 500 : 0,
                method == Objective.Method.THRESHOLD ? 2 : 0,
                method == Objective.Method.THRESHOLD ? 2 : 0,
                Objective.Policy.INCONCLUSIVE,
                Objective.Policy.INCONCLUSIVE,
                severity,
                0.003);
    }

    /** What one look gives, a minute of {@code requests} after the look before. */
    List<Sample> look(Instant at, String side, int requests, Behaviour behaviour) {
        List<Sample> samples = new ArrayList<>();
        for (Objective objective : ALL) {
            samples.add(sample(objective, at, side, requests, behaviour));
            if (!side.equals("release") && objective.indicator().kind() == Indicator.Kind.VALUE) {
                samples.add(sample(objective, at, "stable", requests, Behaviour.HEALTHY));
            }
        }
        return samples;
    }

    private Sample sample(Objective objective, Instant at, String side, int requests, Behaviour behaviour) {
        boolean lost = !behaviour.answers();
        boolean counts = objective.indicator().kind() == Indicator.Kind.RATIO;
        return new Sample(
                objective.name(),
                side,
                at.getEpochSecond(),
                lost || counts ? OptionalDouble.empty() : OptionalDouble.of(value(objective.name(), side, behaviour)),
                lost || !counts ? Map.of() : counters(objective, requests, behaviour),
                lost ? Optional.of(Reason.SOURCE_ERROR) : Optional.empty(),
                lost ? "prometheus did not answer within 10 s" : "",
                queries(objective.name(), counts, side));
    }

    private double value(String name, String side, Behaviour behaviour) {
        double noise = random.nextGaussian();
        boolean stable = side.equals("stable");
        return switch (name) {
            case "p95" -> behaviour.p95() + 0.012 * noise;
            case "cache hit rate" -> (stable ? 0.93 : 0.897) + 0.006 * noise;
            case "average latency" -> (stable ? 0.139 : 0.144) + 0.002 * noise;
            default -> (241 + 3 * noise) * MEBI;
        };
    }

    private Map<String, Map<String, Double>> counters(Objective objective, int requests, Behaviour behaviour) {
        boolean good = objective.name().equals("availability");
        double[] sum = counted.computeIfAbsent(objective.name(), n -> new double[2]);
        double share = good ? 0.99992 : behaviour.errors();
        sum[0] += Math.round(requests * share * (good ? 1 : 0.9 + 0.2 * random.nextDouble()));
        sum[1] += requests;
        return Map.of(
                good ? "good" : "bad",
                Map.of("pod=streamgate-canary-1", sum[0]),
                "total",
                Map.of("pod=streamgate-canary-1", sum[1]));
    }

    private static Map<String, String> queries(String name, boolean counts, String side) {
        String labels = "{namespace=\"media\",deployment=\"streamgate-" + side + "\"";
        return switch (name) {
            case "error rate" ->
                Map.of(
                        "bad", "http_requests_total" + labels + ",code=~\"5..\"}",
                        "total", "http_requests_total" + labels + "}");
            case "p95" ->
                Map.of(
                        "value",
                        "histogram_quantile(0.95, sum by (le) (rate(http_duration_seconds_bucket" + labels
                                + "}[2m])))");
            default -> Map.of(counts ? "total" : "value", name.replace(' ', '_') + labels + "}");
        };
    }
}
