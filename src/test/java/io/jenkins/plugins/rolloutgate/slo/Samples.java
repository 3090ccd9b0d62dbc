package io.jenkins.plugins.rolloutgate.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Samples for tests, one a minute on each side. */
final class Samples {
    static final double MINUTE = 60;

    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, Integer> looks = new TreeMap<>();
    private final Map<String, double[]> counters = new TreeMap<>();

    static Samples canary() {
        return new Samples();
    }

    List<Sample> list() {
        return List.copyOf(samples);
    }

    Samples values(double... values) {
        return values("canary", values);
    }

    Samples values(String side, double... values) {
        for (double value : values) {
            add(side, OptionalDouble.of(value), Map.of(), Optional.empty(), "");
        }
        return this;
    }

    Samples nothing(String message) {
        return problem("canary", Reason.NO_DATA, message);
    }

    Samples error(String message) {
        return problem("canary", Reason.SOURCE_ERROR, message);
    }

    Samples problem(String side, Reason reason, String message) {
        return add(side, OptionalDouble.empty(), Map.of(), Optional.of(reason), message);
    }

    /** Counters as a process shows them: what it has added since the look before. */
    Samples counted(String side, double bad, double total) {
        double[] sums = counters.computeIfAbsent(side, unseen -> new double[2]);
        sums[0] += bad;
        sums[1] += total;
        return raw(side, Map.of("bad", Map.of("pod=a", sums[0]), "total", Map.of("pod=a", sums[1])));
    }

    Samples counted(double bad, double total) {
        return counted("canary", bad, total);
    }

    Samples raw(String side, Map<String, Map<String, Double>> values) {
        return add(side, OptionalDouble.empty(), values, Optional.empty(), "");
    }

    private Samples add(
            String side,
            OptionalDouble value,
            Map<String, Map<String, Double>> values,
            Optional<Reason> problem,
            String message) {
        int look = looks.merge(side, 1, Integer::sum) - 1;
        samples.add(new Sample("", side, 1_000_000 + MINUTE * look, value, values, problem, message, Map.of()));
        return this;
    }
}
