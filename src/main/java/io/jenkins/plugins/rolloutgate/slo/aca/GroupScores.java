package io.jenkins.plugins.rolloutgate.slo.aca;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One score, from 0 to 100, for many metrics: each group's share of metrics that passed, weighted.
 *
 * <p>A critical metric that did not pass makes it 0, and so does missing data in half of the metrics; a group without data
 * counts as passed; groups without a weight share what is left of 100.
 */
public final class GroupScores {
    /** A metric as it was classified, with the groups it belongs to. */
    public record Metric(Classification classification, boolean critical, List<String> groups) {
        public Metric {
            groups = List.copyOf(groups);
        }
    }

    /** What the score means. */
    public enum Grade {
        PASS,
        MARGINAL,
        FAIL
    }

    private final Map<String, Double> groups;
    private final double summary;

    private GroupScores(Map<String, Double> groups, double summary) {
        this.groups = new TreeMap<>(groups);
        this.summary = summary;
    }

    /**
     * Scores the groups, and all of them together.
     *
     * @param weights by group, in percent
     * @throws IllegalArgumentException if weights are negative or more than 100 in all
     */
    public static GroupScores of(List<Metric> metrics, Map<String, Double> weights) {
        double given =
                weights.values().stream().mapToDouble(Double::doubleValue).sum();
        if (given > 100 || weights.values().stream().anyMatch(weight -> weight < 0)) {
            throw new IllegalArgumentException("group weights must be at least 0, and at most 100 in all");
        }
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            for (String group : metric.groups()) {
                count(counts.computeIfAbsent(group, unseen -> new int[2]), metric.classification());
            }
        }
        Map<String, Double> groups = new TreeMap<>();
        counts.forEach((group, count) -> groups.put(group, count[1] == 0 ? 100 : 100.0 * count[0] / count[1]));
        return new GroupScores(groups, isZero(metrics) ? 0 : summary(groups, weights, given));
    }

    private static void count(int[] passedAndAll, Classification classification) {
        passedAndAll[0] += classification == Classification.PASS ? 1 : 0;
        passedAndAll[1] += classification == Classification.NODATA ? 0 : 1;
    }

    private static boolean isZero(List<Metric> metrics) {
        long noData = metrics.stream()
                .filter(metric -> metric.classification() == Classification.NODATA)
                .count();
        return metrics.stream().anyMatch(metric -> metric.critical() && metric.classification() != Classification.PASS)
                || 2 * noData >= metrics.size();
    }

    private static double summary(Map<String, Double> groups, Map<String, Double> weights, double given) {
        Set<String> known = weights.keySet();
        long others =
                groups.keySet().stream().filter(group -> !known.contains(group)).count();
        double sum = 0;
        for (Map.Entry<String, Double> group : groups.entrySet()) {
            Double weight = weights.get(group.getKey());
            sum += group.getValue() * (weight == null ? (100 - given) / others : weight) / 100;
        }
        return Math.round(sum * 100) / 100.0;
    }

    /** Scores from 0 to 100 by group. */
    public Map<String, Double> groups() {
        return Map.copyOf(groups);
    }

    /** The score in all, with two decimals. */
    public double summary() {
        return summary;
    }

    public Grade grade(double pass, double marginal) {
        return summary >= pass ? Grade.PASS : summary >= marginal ? Grade.MARGINAL : Grade.FAIL;
    }
}
