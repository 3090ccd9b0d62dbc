package io.jenkins.plugins.rolloutgate.slo.aca;

import io.jenkins.plugins.rolloutgate.slo.Normal;
import java.util.Arrays;

/**
 * The Mann-Whitney test with the Hodges-Lehmann estimate of the shift between two groups, and its confidence interval.
 *
 * <p>The estimate is the median of all differences between a point of the experiment and one of the control; the ends of
 * the interval are the C-th smallest and the C-th largest of them (Hollander and Wolfe, Nonparametric Statistical Methods,
 * section 4.2-4.3), with C from the normal approximation with corrections for continuity and ties, as {@code wilcox.test}
 * of R has it without {@code exact}. R, and the open ACA judge with it, searches those ends as roots, to an absolute
 * tolerance of 1e-4, so that verdicts there depend on the unit; order statistics have no tolerance.
 */
public final class MannWhitney {
    /** More points than this on one side would take too much memory. */
    public static final int MOST_POINTS = 4000;

    /** Differences smaller than this share of their operands are what rounding leaves of 0. */
    private static final double ROUNDING = 1e-12;

    private final double[] control;
    private final double[] experiment;
    private final double[] differences;

    /**
     * @param control finite, at least one, at most {@link #MOST_POINTS}
     * @param experiment likewise
     */
    public MannWhitney(double[] control, double[] experiment) {
        if (Math.max(control.length, experiment.length) > MOST_POINTS) {
            throw new IllegalArgumentException("more than " + MOST_POINTS + " points: take a coarser step");
        }
        this.control = control.clone();
        this.experiment = experiment.clone();
        differences = new double[control.length * experiment.length];
        int next = 0;
        for (double x : experiment) {
            for (double y : control) {
                double difference = x - y;
                differences[next] =
                        Math.abs(difference) <= ROUNDING * Math.max(Math.abs(x), Math.abs(y)) ? 0 : difference;
                next++;
            }
        }
        Arrays.sort(differences);
    }

    /** Where the shift of the experiment against the control lies. */
    public record Interval(double low, double high) {}

    /** The Hodges-Lehmann estimate of the shift. */
    public double estimate() {
        int half = differences.length / 2;
        return differences.length % 2 == 1 ? differences[half] : (differences[half - 1] + differences[half]) / 2;
    }

    /**
     * The interval of the shift.
     *
     * @param confidence from 0 to 1, such as 0.98
     */
    public Interval interval(double confidence) {
        double z = Normal.quantile(1 - (1 - confidence) / 2);
        double deviation = deviation(tieTerm(control) + tieTerm(experiment));
        int rank = (int) Math.floor(differences.length / 2.0 - 0.5 - z * deviation) + 1;
        int from = Math.max(1, Math.min(rank, (differences.length + 1) / 2));
        return new Interval(differences[from - 1], differences[differences.length - from]);
    }

    /** The standardised rank sum after the experiment is shifted down by {@code shift}, with continuity correction. */
    public double z(double shift) {
        double above = 0;
        for (double x : experiment) {
            for (double y : control) {
                above += x - shift > y ? 1 : x - shift == y ? 0.5 : 0;
            }
        }
        double centred = above - differences.length / 2.0;
        double[] pooled = Arrays.copyOf(control, control.length + experiment.length);
        for (int i = 0; i < experiment.length; i++) {
            pooled[control.length + i] = experiment[i] - shift;
        }
        double deviation = deviation(tieTerm(pooled));
        return deviation == 0 ? 0 : (centred - Math.signum(centred) / 2) / deviation;
    }

    /** The two-sided probability of ranks as different as these, if both groups were of one kind. */
    public double pValue() {
        return Math.min(1, 2 * Normal.probability(-Math.abs(z(0))));
    }

    private double deviation(double ties) {
        double all = control.length + experiment.length;
        return Math.sqrt(Math.max(0, differences.length / 12.0 * (all + 1 - ties / (all * (all - 1)))));
    }

    /** Sum of t^3 - t over groups of t equal values. */
    private static double tieTerm(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (int i = 0; i < sorted.length; ) {
            int end = i;
            while (end < sorted.length && sorted[end] == sorted[i]) {
                end++;
            }
            double ties = end - i;
            sum += ties * ties * ties - ties;
            i = end;
        }
        return sum;
    }
}
