package io.jenkins.plugins.rolloutgate.slo;

import io.jenkins.plugins.rolloutgate.slo.aca.AcaClassifier;
import io.jenkins.plugins.rolloutgate.slo.aca.AcaPolicy;
import io.jenkins.plugins.rolloutgate.slo.aca.AcaPolicy.Thresholds;
import io.jenkins.plugins.rolloutgate.slo.aca.AcaResult;
import io.jenkins.plugins.rolloutgate.slo.aca.Classification;
import io.jenkins.plugins.rolloutgate.slo.aca.Direction;
import io.jenkins.plugins.rolloutgate.slo.aca.MannWhitney;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Judges an objective by the ranks of its points beside the baseline's; a shift for the better passes. */
final class AcaJudge {
    /** With four points on each side no order of them is rarer than the judge's confidence asks for. */
    private static final int FEWEST_POINTS = 5;

    private AcaJudge() {}

    static Judgement judge(Objective objective, Looks looks, Reference reference) {
        WholeSeries series = new WholeSeries(objective, looks);
        Points experiment = Points.of(objective, looks);
        Points control = Points.of(objective, reference.looks());
        Optional<Judgement> gap = series.gap(experiment.size(), FEWEST_POINTS, "")
                .or(() -> series.gap(control.size(), FEWEST_POINTS, " of " + reference.name()));
        if (gap.isPresent()) {
            return gap.get();
        }
        AcaResult result = new AcaClassifier(policy(objective)).classify(latest(control), latest(experiment));
        Map<String, Double> numbers = series.numbers();
        numbers.put("limit", objective.limit());
        numbers.putAll(result.numbers());
        String sentence = objective.name() + " beside " + reference.name() + ": " + result.reason() + "; at most "
                + Words.percent(objective.limit())
                + (objective.comparison().isUpperLimit() ? " more is allowed" : " less is allowed");
        return result.classification() == Classification.PASS
                ? Judgement.pass(numbers, sentence)
                : Judgement.fail(numbers, sentence);
    }

    private static double[] latest(Points points) {
        int from = Math.max(0, points.size() - MannWhitney.MOST_POINTS);
        return Arrays.copyOfRange(points.values(), from, points.size());
    }

    private static AcaPolicy policy(Objective objective) {
        AcaPolicy usual = AcaPolicy.ofTheJudge();
        boolean upper = objective.comparison().isUpperLimit();
        Thresholds effect = new Thresholds(1 - objective.limit(), 1 + objective.limit());
        return new AcaPolicy(
                usual.tolerance(),
                usual.confidence(),
                upper ? Direction.INCREASE : Direction.DECREASE,
                usual.nanStrategy(),
                usual.removesOutliers(),
                usual.measure(),
                effect,
                effect,
                false,
                false);
    }
}
