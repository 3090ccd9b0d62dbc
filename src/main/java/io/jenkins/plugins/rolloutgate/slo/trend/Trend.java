package io.jenkins.plugins.rolloutgate.slo.trend;

import io.jenkins.plugins.rolloutgate.slo.Normal;
import java.util.Arrays;

/**
 * The trend of some values over time, by methods that outliers do not move: the median of the slopes between all pairs of
 * points (Theil 1950, Sen 1968), and the test of Mann (1945) and Kendall (1975) on whether there is a trend at all.
 *
 * @param slope by second
 * @param level the median of the values
 * @param rising probability of an order that rises this much, if there is no trend
 * @param falling the same for falling
 */
public record Trend(double slope, double level, double rising, double falling) {
    /** More points than this tell no more, and cost their square. */
    private static final int MOST_POINTS = 1000;

    /**
     * Finds the trend of a series.
     *
     * @param times in seconds, rising
     * @param values finite, as many as there are times, at least two
     */
    public static Trend of(double[] times, double[] values) {
        int step = (values.length + MOST_POINTS - 1) / MOST_POINTS;
        double[] t = every(step, times);
        double[] v = every(step, values);
        double[] slopes = new double[v.length * (v.length - 1) / 2];
        int next = 0;
        double order = 0;
        for (int i = 0; i < v.length; i++) {
            for (int j = i + 1; j < v.length; j++) {
                slopes[next] = (v[j] - v[i]) / (t[j] - t[i]);
                order += Math.signum(v[j] - v[i]);
                next++;
            }
        }
        double deviation = Math.sqrt(variance(v));
        // With the continuity correction: one step of the order's sum is 2.
        double rising = deviation == 0 ? 1 : 1 - Normal.probability((order - 1) / deviation);
        double falling = deviation == 0 ? 1 : Normal.probability((order + 1) / deviation);
        return new Trend(median(slopes), median(v), rising, falling);
    }

    private static double variance(double[] values) {
        double n = values.length;
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double ties = 0;
        for (int i = 0; i < sorted.length; ) {
            int end = i;
            while (end < sorted.length && sorted[end] == sorted[i]) {
                end++;
            }
            double t = end - i;
            ties += t * (t - 1) * (2 * t + 5);
            i = end;
        }
        return (n * (n - 1) * (2 * n + 5) - ties) / 18;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double[] every(int step, double[] values) {
        double[] some = new double[(values.length + step - 1) / step];
        for (int i = 0; i < some.length; i++) {
            some[i] = values[i * step];
        }
        return some;
    }
}
