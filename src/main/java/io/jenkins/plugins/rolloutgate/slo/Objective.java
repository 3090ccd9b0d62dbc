package io.jenkins.plugins.rolloutgate.slo;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * One SLO: an indicator, what its value is compared with, over which window, and what holds when that cannot be told.
 *
 * @param name unique within a step, and the key of its samples and verdicts in the record, such as {@code error rate}
 * @param text as it was written, for people
 * @param quantile of a histogram, from 0 to 1; empty for other indicators
 * @param limit in the indicator's base unit; with a baseline (always for {@link Method#RELATIVE} and {@link Method#ACA},
 *     optional for {@link Method#SEQUENTIAL}) the largest share by which the value may be worse than the baseline's, such
 *     as 0.2; for {@link Method#BURN_RATE} the SLO itself; for {@link Method#TREND} the largest growth over the window as a
 *     share of the level
 * @param lowerLimit the other end of a {@link Method#RANGE}; for {@link Method#RELATIVE} within +-5 % -0.05, where the
 *     value's change must lie from it to {@code limit}; empty otherwise
 * @param baseline {@code stable}, the name of a captured baseline, or empty for none
 * @param window over which a value is taken, and that samples must span before they decide; evidence of a
 *     {@link Method#SEQUENTIAL} test against a version does not wait for it, nor for {@code minRequests}
 * @param minRequests fewer requests in the window than this decide nothing; 0 where requests are not counted
 * @param failureLimit so many failed looks in all are tolerated; one more fails
 * @param consecutiveLimit so many failed looks in a row are tolerated; one more fails
 * @param alpha for sequential methods: the largest probability, over the whole release, to fail a healthy version
 */
public record Objective(
        String name,
        String text,
        Indicator indicator,
        OptionalDouble quantile,
        Method method,
        Comparison comparison,
        double limit,
        OptionalDouble lowerLimit,
        String baseline,
        Duration window,
        long minRequests,
        int failureLimit,
        int consecutiveLimit,
        Policy noData,
        Policy onError,
        Severity severity,
        double alpha) {

    /** The baseline that is measured at the same time. */
    public static final String STABLE = "stable";

    /** The same with another alpha. */
    public Objective withAlpha(double part) {
        return with(window, part);
    }

    /** The same with a window of at most so much, for one whose window nobody chose. */
    public Objective within(Duration most) {
        return window.compareTo(most) <= 0 ? this : with(most, alpha);
    }

    private Objective with(Duration otherWindow, double otherAlpha) {
        return new Objective(
                name,
                text,
                indicator,
                quantile,
                method,
                comparison,
                limit,
                lowerLimit,
                baseline,
                otherWindow,
                minRequests,
                failureLimit,
                consecutiveLimit,
                noData,
                onError,
                severity,
                otherAlpha);
    }

    /** How it is judged. */
    public enum Method {
        THRESHOLD,
        RANGE,
        RELATIVE,
        SEQUENTIAL,
        ACA,
        BURN_RATE,
        TREND
    }

    /** What a look that gave no number counts as. */
    public enum Policy {
        PASS,
        FAIL,
        INCONCLUSIVE
    }
}
