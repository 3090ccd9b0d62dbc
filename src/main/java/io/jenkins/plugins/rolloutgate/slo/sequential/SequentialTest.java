package io.jenkins.plugins.rolloutgate.slo.sequential;

import java.util.Arrays;

/**
 * A test that may be looked at as often as one likes: whether requests fail more often than a limit.
 *
 * <p>Two questions, one arithmetic. Against an absolute limit p0 each look is {@code bad} of {@code total} with
 * probability p0. Against "at most r times the rate of stable" each look is conditioned on its own errors of both sides:
 * of x errors, the canary's number is binomial with share nc r / (nc r + ns), whatever the common rate was in that look
 * (Przyborowski and Wilenski 1940). Where much more than a tenth of the requests are bad, the true conditional distribution
 * is narrower, which only makes it slower.
 *
 * <p>It fails at the first look whose evidence reaches 1/alpha, and stays failed. It passes as long as the evidence
 * against "at or beyond the limit" is at least 1/beta. With requests that fail independently both hold exactly, however
 * often one looks; otherwise log likelihood ratios are divided by a dispersion, and they hold approximately.
 *
 * <p>State folds from looks in order; not thread-safe.
 */
public final class SequentialTest {
    /** Evidence is not told more exactly than this. */
    public static final double MOST = 1e9;

    private static final int FITTING_STEPS = 60;
    private static final double LARGEST_LOG_ODDS = 30;

    private final double alpha;
    private final double beta;
    private final Dispersion dispersion;
    private final Evidence over = Evidence.above();
    private final Evidence under = Evidence.below();

    private double[] hits = new double[16];
    private double[] trials = new double[16];
    private double[] shares = new double[16];
    private int looks;
    private double allHits;
    private double allTrials;
    private double squares;
    private boolean sameShare = true;

    private boolean failed;
    private double largest = Double.NEGATIVE_INFINITY;

    /**
     * @param alpha largest probability to fail a version that keeps the limit, from 0 to 1
     * @param beta largest probability to pass one that does not
     */
    public SequentialTest(double alpha, double beta, Dispersion dispersion) {
        if (!(alpha > 0 && alpha < 1) || !(beta > 0 && beta < 1)) {
            throw new IllegalArgumentException("alpha and beta must be between 0 and 1, not " + alpha + " and " + beta);
        }
        this.alpha = alpha;
        this.beta = beta;
        this.dispersion = dispersion;
    }

    /**
     * Takes one look: {@code bad} of {@code total} requests, against an absolute limit.
     *
     * @param limit from 0 to 1, both excluded, the same in each look
     */
    public void look(double bad, double total, double limit) {
        add(bad, total, limit);
    }

    /**
     * Takes one look at two sides, against {@code ratio} times the rate of the other.
     *
     * @param ratio above 0, the same in each look
     */
    public void look(double bad, double total, double otherBad, double otherTotal, double ratio) {
        if (total > 0 && otherTotal > 0) {
            add(bad, bad + otherBad, total * ratio / (total * ratio + otherTotal));
        }
    }

    private void add(double hit, double of, double share) {
        if (!(share > 0 && share < 1) || !(hit >= 0 && hit <= of)) {
            throw new IllegalArgumentException(hit + " of " + of + " with share " + share + " cannot be tested");
        }
        if (of == 0) {
            return;
        }
        if (looks == hits.length) {
            hits = Arrays.copyOf(hits, 2 * looks);
            trials = Arrays.copyOf(trials, 2 * looks);
            shares = Arrays.copyOf(shares, 2 * looks);
        }
        hits[looks] = hit;
        trials[looks] = of;
        shares[looks] = share;
        sameShare &= share == shares[0];
        looks++;
        allHits += hit;
        allTrials += of;
        squares += hit * hit / of;
        over.add(hit, of, share);
        under.add(hit, of, share);
        // Most looks are far from the limit, and the dispersion takes its time.
        if (!failed && over.bound() >= -Math.log(alpha)) {
            double evidence = logOver();
            largest = Math.max(largest, evidence);
            failed = evidence >= -Math.log(alpha);
        }
    }

    /** Whether the evidence against the version once reached 1/alpha. */
    public boolean isFailed() {
        return failed;
    }

    /** Whether the evidence that it keeps the limit is 1/beta now, and it did not fail. */
    public boolean isPassed() {
        return !failed && logUnder() >= -Math.log(beta);
    }

    /** Logarithm of the evidence that the limit is exceeded: of the largest when it failed, otherwise of now. */
    public double logEvidenceOver() {
        return failed ? largest : logOver();
    }

    /** Logarithm of the evidence that the limit is kept. */
    public double logEvidenceUnder() {
        return logUnder();
    }

    /** Evidence from its logarithm, from 0 to {@link #MOST}. */
    public static double evidence(double log) {
        return Math.min(MOST, Math.exp(log));
    }

    /** The dispersion that log likelihood ratios are divided by now. */
    public double dispersion() {
        return dispersion.isKnown()
                ? dispersion.guess()
                : dispersion.after(chiSquare(), looks, Math.min(allHits, allTrials - allHits));
    }

    private double logOver() {
        return looks == 0 ? 0 : over.log(dispersion());
    }

    private double logUnder() {
        return looks == 0 ? 0 : under.log(dispersion());
    }

    private double chiSquare() {
        if (allHits <= 0 || allHits >= allTrials) {
            return 0;
        }
        if (sameShare) {
            double share = allHits / allTrials;
            return Math.max(0, squares - allHits * share) / (share * (1 - share));
        }
        double ratio = Math.exp(fitted());
        double sum = 0;
        for (int i = 0; i < looks; i++) {
            double share = times(shares[i], ratio);
            double rest = hits[i] - trials[i] * share;
            sum += rest * rest / (trials[i] * share * (1 - share));
        }
        return sum;
    }

    /** The logarithm of the odds ratio at which as many hits are expected as there were, by bisection. */
    private double fitted() {
        double low = -LARGEST_LOG_ODDS;
        double high = LARGEST_LOG_ODDS;
        for (int step = 0; step < FITTING_STEPS; step++) {
            double middle = (low + high) / 2;
            double expected = 0;
            for (int i = 0; i < looks; i++) {
                expected += trials[i] * times(shares[i], Math.exp(middle));
            }
            if (expected < allHits) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double times(double share, double oddsRatio) {
        return share * oddsRatio / (1 - share + share * oddsRatio);
    }
}
