package io.jenkins.plugins.rolloutgate.slo;

import io.jenkins.plugins.rolloutgate.slo.trend.Trend;
import java.util.Map;
import java.util.Optional;

/** Judges whether a value drifts to the worse, such as memory that leaks. */
final class TrendJudge {
    private static final int FEWEST_POINTS = 10;
    private static final double SIGNIFICANT = 0.01;

    private TrendJudge() {}

    static Judgement judge(Objective objective, Looks looks) {
        WholeSeries series = new WholeSeries(objective, looks);
        Points points = Points.of(objective, looks);
        Optional<Judgement> gap = series.gap(points.size(), FEWEST_POINTS, "");
        if (gap.isPresent()) {
            return gap.get();
        }
        Trend trend = Trend.of(points.times(), points.values());
        boolean upper = objective.comparison().isUpperLimit();
        double change = trend.slope() * looks.span();
        double worse = upper ? change : -change;
        double p = upper ? trend.rising() : trend.falling();
        double allowed = objective.limit() * Math.abs(trend.level());
        Map<String, Double> numbers = series.numbers();
        numbers.put("level", trend.level());
        numbers.put("change", change);
        numbers.put("limit", allowed);
        numbers.put("p", p);
        Unit unit = objective.indicator().unit();
        String sentence = objective.name() + " changed by " + Words.value(change, unit) + " in "
                + Words.time(looks.span()) + " around " + Words.value(trend.level(), unit) + ", at most "
                + Words.percent(objective.limit()) + (upper ? " growth is allowed" : " decline is allowed")
                + "; a trend by chance is as strong with probability " + Words.number(p);
        return p < SIGNIFICANT && worse > allowed
                ? Judgement.fail(numbers, sentence)
                : Judgement.pass(numbers, sentence);
    }
}
