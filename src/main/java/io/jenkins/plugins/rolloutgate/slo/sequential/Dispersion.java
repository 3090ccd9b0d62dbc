package io.jenkins.plugins.rolloutgate.slo.sequential;

/**
 * By how much counts vary more than if requests failed independently: the variance of the counts over that of a binomial,
 * at least 1. Errors that come in tens give about 10.
 *
 * <p>It is estimated as Pearson's chi-square over its degrees of freedom (McCullagh and Nelder, Generalized Linear Models,
 * 1989, section 4.5.2), together with a prior guess that weighs like a few looks: one look alone cannot tell a cluster from
 * a bad version.
 *
 * @param guess before anything was seen, at least 1
 * @param weight of the guess, in looks; infinite for a dispersion that is known
 */
public record Dispersion(double guess, double weight) {
    /**
     * Estimated. With this guess healthy versions whose errors come in tens are rolled back in fewer than 1 of 100 releases
     * (docs/decisions-benchmark.md), and a version that fails completely is still caught by its first look.
     */
    public static final Dispersion ESTIMATED = new Dispersion(10, 3);

    /** Requests fail independently. */
    public static final Dispersion NONE = known(1);

    public Dispersion {
        if (!(guess >= 1) || !(weight > 0)) {
            throw new IllegalArgumentException("a dispersion must be at least 1, not " + guess);
        }
    }

    public static Dispersion known(double value) {
        return new Dispersion(value, Double.POSITIVE_INFINITY);
    }

    /**
     * The dispersion after some looks. Looks without events say nothing of how events come, so an estimate weighs no more
     * than there were events: otherwise a version whose errors come in tens would pass before its first ten.
     *
     * @param chiSquare Pearson's, around rates that were fitted to the looks
     * @param looks with at least one request
     * @param events hits or misses, whichever are fewer
     */
    double after(double chiSquare, int looks, double events) {
        if (isKnown() || looks < 2) {
            return guess;
        }
        double degrees = looks - 1.0;
        double seen = Math.min(degrees, events);
        return Math.max(1, (weight * guess + seen * chiSquare / degrees) / (weight + seen));
    }

    boolean isKnown() {
        return Double.isInfinite(weight);
    }
}
