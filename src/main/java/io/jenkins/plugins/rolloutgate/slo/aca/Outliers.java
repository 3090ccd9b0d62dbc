package io.jenkins.plugins.rolloutgate.slo.aca;

import java.util.Arrays;

/**
 * Points far from the others by Tukey's fences: so many interquartile ranges beyond the quartiles.
 *
 * @param factor of the interquartile range, at least 0
 * @param tolerant the fences include the first and the 99th percentile in any case
 */
public record Outliers(double factor, boolean tolerant) {
    /** As the open ACA judge removes them, when it is told to. */
    public static final Outliers OF_THE_JUDGE = new Outliers(3, true);

    public boolean[] find(double[] values) {
        double first = Statistics.percentile(values, 25);
        double third = Statistics.percentile(values, 75);
        double low = first - factor * (third - first);
        double high = third + factor * (third - first);
        if (tolerant) {
            low = Math.min(low, Statistics.percentile(values, 1));
            high = Math.max(high, Statistics.percentile(values, 99));
        }
        boolean[] outliers = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            outliers[i] = values[i] < low || values[i] > high;
        }
        return outliers;
    }

    public double[] remove(double[] values) {
        boolean[] outliers = find(values);
        double[] rest = new double[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (!outliers[i]) {
                rest[count] = values[i];
                count++;
            }
        }
        return Arrays.copyOf(rest, count);
    }
}
