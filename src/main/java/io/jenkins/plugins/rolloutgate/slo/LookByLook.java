package io.jenkins.plugins.rolloutgate.slo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Judges each look by itself, by a threshold, a range or relative to a baseline, and tolerates so many failed ones. */
final class LookByLook {
    private final Objective objective;
    private final Unit unit;
    private final Tally tally;
    private final Reference reference;

    // Of the newest look with a number; words are only made for that one.
    private double value = Double.NaN;
    private double requests;
    private double base;
    private double change;

    private LookByLook(Objective objective, Reference reference) {
        this.objective = objective;
        this.reference = reference;
        unit = objective.indicator().unit();
        tally = new Tally(objective);
    }

    static Judgement judge(Objective objective, Looks looks, Reference reference) {
        LookByLook judge = new LookByLook(objective, reference);
        Reading waiting = Reading.none(Reason.NO_DATA, "not looked at yet");
        for (int look = 0; look < looks.size(); look++) {
            if (!looks.isGood(look)) {
                judge.tally.gap(looks.problem(look));
            } else if (!looks.coversWindow(look)) {
                waiting = looks.reading(look);
            } else {
                judge.look(looks.reading(look), looks.time(look));
            }
        }
        return judge.judgement(waiting);
    }

    private void look(Reading reading, double time) {
        if (reading.value().isEmpty()) {
            tally.gap(reading);
        } else if (isTooFew(reading)) {
            tally.gap(tooFew(reading, ""));
        } else if (objective.method() == Objective.Method.RELATIVE) {
            relative(reading, reference.reading(time));
        } else {
            note(reading);
            count(met());
        }
    }

    private void relative(Reading reading, Reading other) {
        if (other.value().isEmpty()) {
            tally.gap(other);
            return;
        }
        if (isTooFew(other)) {
            tally.gap(tooFew(other, " of " + reference.name()));
            return;
        }
        double mine = reading.value().getAsDouble();
        double others = other.value().getAsDouble();
        if (others == 0 && mine != 0) {
            tally.gap(Reading.none(
                    Reason.UNDECIDED,
                    reference.name() + " is 0, and " + Words.value(mine, unit)
                            + " is no share of it: give an absolute limit"));
            return;
        }
        note(reading);
        base = others;
        change = base == 0 ? 0 : (value - base) / Math.abs(base);
        double worse = objective.comparison().isUpperLimit() ? change : -change;
        count(worse <= objective.limit()
                && (objective.lowerLimit().isEmpty()
                        || worse >= objective.lowerLimit().getAsDouble()));
    }

    private void note(Reading reading) {
        value = reading.value().getAsDouble();
        requests = reading.requests();
    }

    private String newest() {
        if (Double.isNaN(value)) {
            return objective.name();
        }
        String text = objective.name() + " is " + Words.value(value, unit);
        return objective.method() == Objective.Method.RELATIVE
                ? text + ", " + changed(change) + " " + reference.name() + " with " + Words.value(base, unit) + "; "
                        + allowed()
                : text + ", and must be " + rule();
    }

    private Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        if (!Double.isNaN(value)) {
            numbers.put("value", value);
            numbers.put("limit", objective.limit());
            if (requests > 0) {
                numbers.put("requests", requests);
            }
            if (objective.method() == Objective.Method.RELATIVE) {
                numbers.put("baseline", base);
                numbers.put("change", change);
            }
        }
        numbers.putAll(tally.numbers());
        return numbers;
    }

    private static String changed(double change) {
        if (change == 0) {
            return "the same as";
        }
        return Words.percent(Math.abs(change)) + (change > 0 ? " more than" : " less than");
    }

    private String allowed() {
        String way = objective.comparison().isUpperLimit() ? "more" : "less";
        String other = objective.comparison().isUpperLimit() ? "less" : "more";
        String text = "at most " + Words.percent(objective.limit()) + " " + way;
        return objective.lowerLimit().isEmpty()
                ? text + " is allowed"
                : text + " and " + Words.percent(-objective.lowerLimit().getAsDouble()) + " " + other + " are allowed";
    }

    private boolean met() {
        return objective.method() == Objective.Method.RANGE
                ? value >= objective.lowerLimit().getAsDouble() && value <= objective.limit()
                : objective.comparison().holds(value, objective.limit());
    }

    private String rule() {
        String limit = Words.value(objective.limit(), unit);
        return objective.method() == Objective.Method.RANGE
                ? "from " + Words.value(objective.lowerLimit().getAsDouble(), unit) + " to " + limit
                : objective.comparison().sign() + " " + limit;
    }

    private void count(boolean met) {
        if (met) {
            tally.passed();
        } else {
            tally.failed();
        }
    }

    private boolean isTooFew(Reading reading) {
        return objective.indicator().kind() != Indicator.Kind.VALUE && reading.requests() < objective.minRequests();
    }

    private Reading tooFew(Reading reading, String whose) {
        return Reading.none(
                Reason.TOO_FEW,
                Words.number(reading.requests()) + " requests" + whose + ", needs at least " + objective.minRequests());
    }

    private Judgement judgement(Reading waiting) {
        Map<String, Double> numbers = numbers();
        String sentence = newest() + "; " + tally.sentence();
        if (tally.isBroken()) {
            return Judgement.fail(numbers, sentence);
        }
        Optional<Judgement> gap = tally.gap(numbers);
        if (gap.isPresent()) {
            return gap.get();
        }
        return tally.looks() == 0
                ? Judgement.inconclusive(waiting.problem(), numbers, objective.name() + ": " + waiting.message())
                : Judgement.pass(numbers, sentence);
    }
}
