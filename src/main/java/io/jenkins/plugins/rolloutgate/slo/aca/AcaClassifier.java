package io.jenkins.plugins.rolloutgate.slo.aca;

import io.jenkins.plugins.rolloutgate.slo.Words;
import io.jenkins.plugins.rolloutgate.slo.aca.AcaPolicy.Thresholds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** Classifies one metric of an experiment beside its control, as the open ACA judge does. */
public final class AcaClassifier {
    /** Comparisons within rounding are not decided by it; so that no unit is better than another. */
    private static final double ROUNDING = 1 + 1e-9;

    private final AcaPolicy policy;

    public AcaClassifier(AcaPolicy policy) {
        this.policy = policy;
    }

    /**
     * By a Mann-Whitney interval and an effect size.
     *
     * @param control points of what is stable; NaN for missing ones
     * @param experiment points of what is new
     */
    public AcaResult classify(double[] control, double[] experiment) {
        double[] before = prepared(control);
        double[] after = prepared(experiment);
        if (before.length == 0 || after.length == 0) {
            return noData(before, after);
        }
        double effect = policy.measure().of(before, after);
        Map<String, Double> numbers = numbers(before, after, effect);
        if (isSame(before, after)) {
            return new AcaResult(
                    Classification.PASS, false, optional(effect), numbers, "both sides have the same values");
        }
        MannWhitney test = new MannWhitney(before, after);
        MannWhitney.Interval interval = test.interval(policy.confidence());
        double estimate = test.estimate();
        numbers.put("shift", estimate);
        numbers.put("shift at least", interval.low());
        numbers.put("shift at most", interval.high());
        numbers.put("p", test.pValue());
        double margin = policy.tolerance() * Math.abs(estimate) * ROUNDING;
        Classification classification = Classification.PASS;
        if (policy.direction() != Direction.DECREASE && interval.low() > margin && isHigh(effect, policy.effect())) {
            classification = Classification.HIGH;
        } else if (policy.direction() != Direction.INCREASE
                && interval.high() < -margin
                && isLow(effect, policy.effect())) {
            classification = Classification.LOW;
        }
        return new AcaResult(
                classification,
                isCritical(classification, effect),
                optional(effect),
                numbers,
                reason(classification, estimate, interval, effect));
    }

    /** By the ratio of the means alone: beyond 1 plus or minus the tolerance. */
    public AcaResult classifyByMean(double[] control, double[] experiment) {
        double[] before = prepared(control);
        double[] after = prepared(experiment);
        if (before.length == 0 || after.length == 0) {
            return noData(before, after);
        }
        double ratio = Statistics.mean(after) / Statistics.mean(before);
        Classification classification = Classification.PASS;
        if (policy.direction() != Direction.DECREASE && ratio > 1 + policy.tolerance()) {
            classification = Classification.HIGH;
        } else if (policy.direction() != Direction.INCREASE && ratio < 1 - policy.tolerance()) {
            classification = Classification.LOW;
        }
        return new AcaResult(
                classification,
                isCritical(classification, ratio),
                optional(ratio),
                numbers(before, after, ratio),
                "the experiment's mean is " + Words.number(ratio) + " times the control's, "
                        + Words.number(policy.tolerance()) + " is tolerated");
    }

    private double[] prepared(double[] values) {
        double[] numbers = policy.nanStrategy().apply(values);
        return policy.removesOutliers() ? Outliers.OF_THE_JUDGE.remove(numbers) : numbers;
    }

    private AcaResult noData(double[] control, double[] experiment) {
        String side = experiment.length > 0 ? "the control" : control.length > 0 ? "the experiment" : "either side";
        String reason = "no data of " + side;
        Classification classification = Classification.PASS;
        boolean critical = false;
        if (policy.nanStrategy() == NanStrategy.REMOVE) {
            boolean fails = policy.isDataRequired() && !policy.isCritical();
            classification = fails ? Classification.NODATA_FAIL_METRIC : Classification.NODATA;
            critical = policy.isCritical();
        } else {
            reason += ", which counts as nothing happened";
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("control points", (double) control.length);
        numbers.put("experiment points", (double) experiment.length);
        return new AcaResult(classification, critical, OptionalDouble.empty(), numbers, reason);
    }

    private static boolean isSame(double[] control, double[] experiment) {
        if (DoubleStream.concat(Arrays.stream(control), Arrays.stream(experiment))
                        .distinct()
                        .count()
                == 1) {
            return true;
        }
        double[] before = control.clone();
        double[] after = experiment.clone();
        Arrays.sort(before);
        Arrays.sort(after);
        return Arrays.equals(before, after);
    }

    /** An effect that cannot be told does not excuse a significant shift. */
    private static boolean isHigh(double effect, Thresholds thresholds) {
        return Double.isNaN(effect) || effect * ROUNDING >= thresholds.high();
    }

    private static boolean isLow(double effect, Thresholds thresholds) {
        return Double.isNaN(effect) || effect <= thresholds.low() * ROUNDING;
    }

    private boolean isCritical(Classification classification, double effect) {
        return policy.isCritical()
                && switch (classification) {
                    case HIGH -> isHigh(effect, policy.critical());
                    case LOW -> isLow(effect, policy.critical());
                    default -> false;
                };
    }

    private Map<String, Double> numbers(double[] control, double[] experiment, double effect) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("control points", (double) control.length);
        numbers.put("experiment points", (double) experiment.length);
        numbers.put("control mean", Statistics.mean(control));
        numbers.put("experiment mean", Statistics.mean(experiment));
        if (Double.isFinite(effect)) {
            numbers.put(policy.measure().label(), effect);
        }
        return numbers;
    }

    private String reason(
            Classification classification, double estimate, MannWhitney.Interval interval, double effect) {
        String what =
                switch (classification) {
                    case HIGH -> "the experiment is higher than the control";
                    case LOW -> "the experiment is lower than the control";
                    default -> "no difference that counts";
                };
        return what + ": shifted by " + Words.number(estimate) + ", with "
                + Words.percent(policy.confidence()) + " confidence from " + Words.number(interval.low()) + " to "
                + Words.number(interval.high()) + "; "
                + (Double.isNaN(effect)
                        ? "no " + policy.measure().label() + ", since a mean is 0"
                        : policy.measure().label() + " " + Words.number(effect));
    }

    private static OptionalDouble optional(double effect) {
        return Double.isFinite(effect) ? OptionalDouble.of(effect) : OptionalDouble.empty();
    }
}
