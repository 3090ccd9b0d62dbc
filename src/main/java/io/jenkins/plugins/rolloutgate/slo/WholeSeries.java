package io.jenkins.plugins.rolloutgate.slo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What methods that judge all points together have in common: when there are enough of them to say anything. */
final class WholeSeries {
    private final Objective objective;
    private final Looks looks;
    private final Tally tally;

    WholeSeries(Objective objective, Looks looks) {
        this.objective = objective;
        this.looks = looks;
        tally = new Tally(objective);
        for (int look = 0; look < looks.size(); look++) {
            if (looks.isGood(look)) {
                tally.passed();
            } else {
                tally.gap(looks.problem(look));
            }
        }
    }

    /** Why the points decide nothing, or fail by a policy; empty when they may decide. */
    Optional<Judgement> gap(int points, int needed, String what) {
        Map<String, Double> numbers = numbers();
        if (tally.isBroken()) {
            return Optional.of(Judgement.fail(numbers, objective.name() + "; " + tally.sentence()));
        }
        Optional<Judgement> gap = tally.gap(numbers);
        if (gap.isPresent()) {
            return gap;
        }
        if (looks.size() == 0) {
            return Optional.of(
                    Judgement.inconclusive(Reason.NO_DATA, numbers, objective.name() + ": not looked at yet"));
        }
        double window = objective.window().toMillis() / 1000.0;
        if (looks.span() < window) {
            return Optional.of(Judgement.inconclusive(
                    Reason.TOO_FEW,
                    numbers,
                    objective.name() + ": looked at for " + Words.time(looks.span()) + " of the window of "
                            + Words.time(window)));
        }
        return points >= needed
                ? Optional.empty()
                : Optional.of(Judgement.inconclusive(
                        Reason.TOO_FEW,
                        numbers,
                        objective.name() + ": " + points + " points" + what + ", needs at least " + needed));
    }

    Map<String, Double> numbers() {
        return new LinkedHashMap<>(tally.numbers());
    }
}
