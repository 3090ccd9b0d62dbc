package io.jenkins.plugins.rolloutgate.slo.sequential;

/**
 * A mixture likelihood ratio over odds ratios on one side of a limit: an e-process against everything on the other side.
 *
 * <p>For each odds ratio m of a grid it sums log(P(look | odds times m) / P(look | the limit)). The mixture is taken once,
 * over the products, not in each look. The grid is even and about geometric from a quarter beyond the limit to fifty times
 * it: a prior that also covers the healthy side wastes its weight there, and turned against healthy versions when it was
 * tried. For m &gt; 1 each ratio is a supermartingale whenever the true odds are at most the limit's, so by Ville's
 * inequality the mixture ever reaches 1/alpha with probability at most alpha (Robbins 1970; Johari, Pekelis and Walsh 2015;
 * Ramdas et al., Game-theoretic statistics and safe anytime-valid inference, 2023).
 */
final class Evidence {
    private static final double[] BEYOND = {1.25, 1.5, 2, 3, 5, 10, 20, 50};
    private static final double LOG_WEIGHT = -Math.log(BEYOND.length);

    private final double[] minusOne = new double[BEYOND.length];
    private final double[] log = new double[BEYOND.length];
    private final double[] sums = new double[BEYOND.length];
    private double lastShare = Double.NaN;
    private final double[] logMiss = new double[BEYOND.length];

    private Evidence(boolean above) {
        for (int i = 0; i < BEYOND.length; i++) {
            double ratio = above ? BEYOND[i] : 1 / BEYOND[i];
            minusOne[i] = ratio - 1;
            log[i] = Math.log(ratio);
        }
    }

    /** For odds above the limit. */
    static Evidence above() {
        return new Evidence(true);
    }

    /** For odds below the limit. */
    static Evidence below() {
        return new Evidence(false);
    }

    /** Adds {@code hits} of {@code trials}, where at the limit each trial hits with probability {@code share}. */
    void add(double hits, double trials, double share) {
        if (share != lastShare) {
            lastShare = share;
            for (int i = 0; i < sums.length; i++) {
                logMiss[i] = Math.log1p(share * minusOne[i]);
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += hits * log[i] - trials * logMiss[i];
        }
    }

    /** No mixture of them at any dispersion has a larger logarithm. */
    double bound() {
        double max = sums[0];
        for (double sum : sums) {
            max = Math.max(max, sum);
        }
        return max;
    }

    /** The logarithm of the mixture, each log likelihood ratio divided by the dispersion. */
    double log(double dispersion) {
        double max = bound() / dispersion;
        double sum = 0;
        for (double each : sums) {
            sum += Math.exp(each / dispersion - max);
        }
        return max + Math.log(sum) + LOG_WEIGHT;
    }
}
