package io.jenkins.plugins.rolloutgate.slo;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A cumulative histogram as Prometheus keeps it: for each upper bound, how many requests took at most that.
 *
 * @param counts by upper bound, which may be infinite
 */
public record Buckets(TreeMap<Double, Double> counts) {
    public static final Buckets EMPTY = new Buckets(new TreeMap<>());

    public Buckets {
        counts = new TreeMap<>(counts);
    }

    public Buckets plus(Buckets more) {
        TreeMap<Double, Double> sum = new TreeMap<>(counts);
        more.counts.forEach((bound, count) -> sum.merge(bound, count, Double::sum));
        return new Buckets(sum);
    }

    /** Requests in all. */
    public double total() {
        return counts.isEmpty() ? 0 : Math.max(0, counts.lastEntry().getValue());
    }

    /**
     * How many requests took longer than a limit, from 0 to {@link #total()}. Between two bounds requests are taken to lie
     * evenly, as Prometheus' {@code histogram_fraction} does.
     *
     * @return empty when there are requests above the largest finite bound and the limit is there too: then nobody knows
     */
    public OptionalDouble over(double limit) {
        Map.Entry<Double, Double> above = counts.ceilingEntry(limit);
        Map.Entry<Double, Double> below = counts.floorEntry(limit);
        double total = total();
        double lower = below == null ? 0 : below.getValue();
        if (below != null && below.getKey() == limit) {
            return OptionalDouble.of(clamp(total - lower, total));
        }
        if (above == null || Double.isInfinite(above.getKey())) {
            return total > lower ? OptionalDouble.empty() : OptionalDouble.of(0);
        }
        double from = below == null ? 0 : below.getKey();
        double share = limit <= from ? 0 : (limit - from) / (above.getKey() - from);
        return OptionalDouble.of(clamp(total - lower - share * (above.getValue() - lower), total));
    }

    /**
     * The value that a share of the requests does not exceed, by the interpolation of Prometheus'
     * {@code histogram_quantile}: linear within a bucket, the lowest bucket begins at 0, and above the largest finite bound
     * that bound.
     *
     * @param q from 0 to 1
     * @return empty without requests or without a finite bound
     */
    public OptionalDouble quantile(double q) {
        double total = total();
        Double largest = counts.lowerKey(Double.POSITIVE_INFINITY);
        if (total <= 0 || largest == null) {
            return OptionalDouble.empty();
        }
        double rank = q * total;
        double from = 0;
        double before = 0;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            double bound = bucket.getKey();
            // A counter that was scraped a moment earlier than its neighbour may make a bucket look negative.
            double upTo = Math.max(before, bucket.getValue());
            if (upTo >= rank) {
                if (Double.isInfinite(bound)) {
                    return OptionalDouble.of(largest);
                }
                if (before == 0 && bound <= 0) {
                    return OptionalDouble.of(bound);
                }
                double inBucket = upTo - before;
                return OptionalDouble.of(inBucket == 0 ? bound : from + (bound - from) * (rank - before) / inBucket);
            }
            from = bound;
            before = upTo;
        }
        return OptionalDouble.of(largest);
    }

    private static double clamp(double count, double total) {
        return Math.max(0, Math.min(total, count));
    }
}
