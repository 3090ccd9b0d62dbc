package io.jenkins.plugins.rolloutgate.slo;

import io.jenkins.plugins.rolloutgate.slo.Looks.Counts;
import io.jenkins.plugins.rolloutgate.slo.burn.BurnWindow;
import io.jenkins.plugins.rolloutgate.slo.burn.ErrorBudget;
import io.jenkins.plugins.rolloutgate.slo.burn.Requests;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Judges how fast the requests of one side burn the error budget since the phase began.
 *
 * <p>Windows longer than what was watched say nothing yet; the shortest always counts, over what there is.
 */
final class BurnJudge {
    private static final Duration PERIOD = Duration.ofDays(30);

    private final Objective objective;
    private final Looks looks;
    private final ErrorBudget budget;
    private final Tally tally;
    private final Map<String, Double> numbers = new LinkedHashMap<>();
    private String newest = "";

    private BurnJudge(Objective objective, Looks looks) {
        this.objective = objective;
        this.looks = looks;
        budget = new ErrorBudget(Limits.allowed(objective));
        tally = new Tally(objective);
    }

    static Judgement judge(Objective objective, Looks looks) {
        BurnJudge judge = new BurnJudge(objective, looks);
        for (int look = 0; look < looks.size(); look++) {
            if (!looks.isGood(look)) {
                judge.tally.gap(looks.problem(look));
            } else if (looks.coversWindow(look) && look > looks.firstGood()) {
                judge.look(look);
            }
        }
        return judge.judgement();
    }

    private void look(int look) {
        double span = looks.time(look) - looks.time(looks.firstGood());
        boolean burns = false;
        for (BurnWindow window : BurnWindow.of(PERIOD)) {
            double longest = window.longWindow().toSeconds();
            boolean shortest = window.longWindow().equals(Duration.ofHours(1));
            if (span < longest && !shortest) {
                continue;
            }
            double seconds = Math.min(longest, span);
            Optional<Requests> inLong = since(seconds, look);
            Optional<Requests> inShort = since(seconds / 12, look);
            if (inLong.isEmpty() || inShort.isEmpty()) {
                tally.gap(Reading.none(
                        Reason.NO_DATA,
                        "the largest bucket of the histogram ends below the limit, so nobody can tell"));
                return;
            }
            double requests = inLong.get().total();
            if (shortest && requests < Math.max(1, objective.minRequests())) {
                tally.gap(Reading.none(
                        Reason.TOO_FEW,
                        Words.number(requests) + " requests, needs at least " + Math.max(1, objective.minRequests())));
                return;
            }
            burns |= window.burns(budget, inLong.get(), inShort.get());
            note(window, seconds, inLong.get(), inShort.get());
        }
        if (burns) {
            tally.failed();
        } else {
            tally.passed();
        }
    }

    private Optional<Requests> since(double seconds, int look) {
        int from = looks.goodBefore(look, seconds);
        return looks.against(Math.max(from, looks.firstGood()), look)
                .map((Counts counts) -> new Requests(Math.min(counts.events(), counts.total()), counts.total()));
    }

    private void note(BurnWindow window, double seconds, Requests inLong, Requests inShort) {
        double rate = budget.burnRate(inLong);
        boolean first = window.longWindow().equals(Duration.ofHours(1));
        if (first || window.burns(budget, inLong, inShort)) {
            numbers.put("burn rate", rate);
            numbers.put("burn rate, short", budget.burnRate(inShort));
            numbers.put("limit", window.factor());
            numbers.put("requests", inLong.total());
            newest = objective.name() + " burns its budget " + Words.number(rate) + " times as fast as allowed within "
                    + Words.time(seconds) + ", and " + Words.number(budget.burnRate(inShort))
                    + " times within the last twelfth of it; both above " + Words.number(window.factor())
                    + " are too fast";
        }
    }

    private Judgement judgement() {
        numbers.putAll(tally.numbers());
        String sentence = (newest.isEmpty() ? objective.name() : newest) + "; " + tally.sentence();
        if (tally.isBroken()) {
            return Judgement.fail(numbers, sentence);
        }
        Optional<Judgement> gap = tally.gap(numbers);
        if (gap.isPresent()) {
            return gap.get();
        }
        return tally.looks() == 0
                ? Judgement.inconclusive(
                        looks.size() == 0 ? Reason.NO_DATA : Reason.TOO_FEW,
                        numbers,
                        objective.name() + ": not looked at for long enough yet")
                : Judgement.pass(numbers, sentence);
    }
}
