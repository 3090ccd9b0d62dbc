package io.jenkins.plugins.rolloutgate.slo.aca;

/**
 * How one metric is classified.
 *
 * @param tolerance the interval must lie farther from 0 than this share of the estimated shift
 * @param confidence of that interval, from 0 to 1
 * @param measure of the effect
 * @param effect below {@code low} and above {@code high} a significant shift counts
 * @param critical the same for what fails the whole analysis
 * @param isCritical whether the metric may fail the whole analysis
 * @param isDataRequired whether missing data counts as failed
 */
public record AcaPolicy(
        double tolerance,
        double confidence,
        Direction direction,
        NanStrategy nanStrategy,
        boolean removesOutliers,
        EffectSize measure,
        Thresholds effect,
        Thresholds critical,
        boolean isCritical,
        boolean isDataRequired) {

    /** Effects of at most {@code low} or at least {@code high} count. */
    public record Thresholds(double low, double high) {}

    public AcaPolicy {
        if (!(tolerance >= 0) || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("tolerance must be at least 0 and confLevel between 0 and 1, not "
                    + tolerance + " and " + confidence);
        }
    }

    /** The open judge's own: 0.25 at 98 % confidence, either direction, any effect. */
    public static AcaPolicy ofTheJudge() {
        Thresholds any = new Thresholds(1, 1);
        return new AcaPolicy(
                0.25, 0.98, Direction.EITHER, NanStrategy.REMOVE, false, EffectSize.MEAN_RATIO, any, any, false, false);
    }
}
