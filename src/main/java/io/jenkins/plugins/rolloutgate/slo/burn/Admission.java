package io.jenkins.plugins.rolloutgate.slo.burn;

import io.jenkins.plugins.rolloutgate.slo.Judgement;
import io.jenkins.plugins.rolloutgate.slo.Reason;
import io.jenkins.plugins.rolloutgate.slo.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether there is enough of an error budget left to begin a release, and what a release has used of it.
 *
 * @param period of the SLO, such as 30 days
 */
public record Admission(ErrorBudget budget, Duration period) {
    /**
     * Judges all pairs of windows, and the budget of the period if it is known.
     *
     * @param counts of what ends now, by window; pairs are asked for whose long window is there, and then need the other
     * @param inPeriod what was counted in the whole period
     */
    public Judgement judge(Map<Duration, Requests> counts, Optional<Requests> inPeriod) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        List<String> reasons = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        boolean burns = false;
        for (BurnWindow window : BurnWindow.of(period)) {
            Requests inLong = counts.get(window.longWindow());
            Requests inShort = counts.get(window.shortWindow());
            if (inLong == null) {
                continue;
            }
            if (inShort == null || inLong.total() == 0) {
                missing.add(Words.time(
                        (double) (inShort == null ? window.shortWindow() : window.longWindow()).toSeconds()));
                continue;
            }
            String name = Words.time((double) window.longWindow().toSeconds());
            numbers.put("burn rate " + name, budget.burnRate(inLong));
            numbers.put("burn rate " + Words.time((double) window.shortWindow().toSeconds()), budget.burnRate(inShort));
            numbers.put("limit " + name, window.factor());
            if (window.burns(budget, inLong, inShort)) {
                burns = true;
                reasons.add("within " + name + " the budget burns " + Words.number(budget.burnRate(inLong))
                        + " times as fast as allowed, and within "
                        + Words.time((double) window.shortWindow().toSeconds()) + " "
                        + Words.number(budget.burnRate(inShort)) + " times; the limit is "
                        + Words.number(window.factor()));
            }
        }
        boolean spent = false;
        if (inPeriod.isPresent() && inPeriod.get().total() > 0) {
            double used = budget.spent(inPeriod.get().bad(), inPeriod.get().total());
            numbers.put("budget used", used);
            spent = used >= 1;
            reasons.add(Words.percent(used) + " of the budget of " + days() + " is used");
        }
        if (burns || spent) {
            return Judgement.fail(numbers, sentence(reasons));
        }
        if (numbers.isEmpty() || !missing.isEmpty()) {
            return Judgement.inconclusive(
                    Reason.NO_DATA,
                    numbers,
                    "no requests are known for " + (missing.isEmpty() ? "any window" : String.join(", ", missing)));
        }
        return Judgement.pass(
                numbers,
                reasons.isEmpty() ? "the budget does not burn too fast in any pair of windows" : sentence(reasons));
    }

    /** What a release has used of the budget of the period. */
    public String used(double bad, double periodTotal) {
        return "this release has used " + Words.percent(budget.spent(bad, periodTotal)) + " of the budget of " + days();
    }

    private String days() {
        return Words.number(period.toHours() / 24.0) + " days";
    }

    private static String sentence(List<String> reasons) {
        return String.join("; ", reasons);
    }
}
