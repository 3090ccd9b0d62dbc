package io.jenkins.plugins.rolloutgate.slo;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What one look at one side of an objective gave; the raw material of every verdict, kept in the record.
 *
 * @param objective name of the objective
 * @param side {@code canary}, {@code stable}, or {@code release} where there is only one
 * @param time in seconds since 1970, by the clock of the metric source
 * @param value of a VALUE indicator, in base units
 * @param counters raw counters of other indicators: by role, then by series; a series is its sorted labels
 *     {@code le=0.4,pod=web-1}
 * @param problem why there is no number, if there is none
 * @param message what the source said about the problem; empty without one
 * @param queries by role, as they were sent
 */
public record Sample(
        String objective,
        String side,
        double time,
        OptionalDouble value,
        Map<String, Map<String, Double>> counters,
        Optional<Reason> problem,
        String message,
        Map<String, String> queries) {
    public Sample {
        counters = new TreeMap<>(counters);
        queries = new TreeMap<>(queries);
    }

    /** The same as what another objective is compared with. */
    public Sample asBaselineOf(Objective other) {
        return new Sample(other.name(), ObjectiveJudge.BASELINE, time, value, counters, problem, message, queries);
    }
}
