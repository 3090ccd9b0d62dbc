package io.jenkins.plugins.rolloutgate.playground.prometheus;

import java.util.Map;
import java.util.TreeMap;

/**
 * The cumulative buckets of one histogram and its quantiles, interpolated as Prometheus does ({@code bucketQuantile} in
 * promql/quantile.go of v2.42).
 */
final class Buckets {
    private final TreeMap<Double, Double> counts = new TreeMap<>();

    /** Adds a bucket by its label {@code le}; one without a number there does not count. */
    void add(String bound, double count) {
        try {
            double parsed = bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
            counts.merge(parsed, count, Double::sum);
        } catch (NumberFormatException e) {
            // As Prometheus has it: such a series is no bucket.
            return;
        }
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    double quantile(double quantile) {
        if (Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0 || quantile > 1) {
            return quantile < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (counts.size() < 2 || counts.lastKey() != Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        makeMonotonic();
        double observations = counts.lastEntry().getValue();
        return observations == 0 ? Double.NaN : interpolate(quantile * observations);
    }

    private void makeMonotonic() {
        double highest = Double.NEGATIVE_INFINITY;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            highest = Math.max(highest, bucket.getValue());
            bucket.setValue(highest);
        }
    }

    private double interpolate(double rank) {
        double start = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            double end = bucket.getKey();
            if (end == Double.POSITIVE_INFINITY) {
                break;
            }
            if (bucket.getValue() >= rank) {
                boolean negative = below == 0 && start == 0 && end <= 0;
                return negative ? end : start + (end - start) * ((rank - below) / (bucket.getValue() - below));
            }
            start = end;
            below = bucket.getValue();
        }
        return counts.lowerKey(Double.POSITIVE_INFINITY);
    }
}
