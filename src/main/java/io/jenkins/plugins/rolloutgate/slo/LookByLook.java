package io.jenkins.plugins.rolloutgate.slo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Judges each look by itself, by a threshold, a range or relative to a baseline, and tolerates so many failed ones. */
final class LookByLook {
    private final Objective objective;
    private final Unit unit;
    private final Tally tally;
    private final Map<String, Double> numbers = new LinkedHashMap<>();
    private String newest = "";

    private LookByLook(Objective objective) {
        this.objective = objective;
        unit = objective.indicator().unit();
        tally = new Tally(objective);
    }

    static Judgement judge(Objective objective, Looks looks, Reference reference) {
        LookByLook judge = new LookByLook(objective);
        Reading waiting = Reading.none(Reason.NO_DATA, "not looked at yet");
        for (int look = 0; look < looks.size(); look++) {
            if (!looks.isGood(look)) {
                judge.tally.gap(looks.problem(look));
            } else if (!looks.coversWindow(look)) {
                waiting = looks.reading(look);
            } else {
                judge.look(looks.reading(look), looks.time(look), reference);
            }
        }
        return judge.judgement(waiting);
    }

    private void look(Reading reading, double time, Reference reference) {
        if (reading.value().isEmpty()) {
            tally.gap(reading);
            return;
        }
        if (isTooFew(reading)) {
            tally.gap(tooFew(reading, ""));
            return;
        }
        double value = reading.value().getAsDouble();
        if (objective.method() != Objective.Method.RELATIVE) {
            note(value, reading.requests());
            newest = objective.name() + " is " + Words.value(value, unit) + ", and must be " + rule();
            count(met(value));
            return;
        }
        Reading base = reference.reading(time);
        if (base.value().isEmpty()) {
            tally.gap(base);
        } else if (isTooFew(base)) {
            tally.gap(tooFew(base, " of " + reference.name()));
        } else {
            relative(value, base.value().getAsDouble(), reading.requests(), reference);
        }
    }

    private void relative(double value, double base, double requests, Reference reference) {
        if (base == 0 && value != 0) {
            tally.gap(Reading.none(
                    Reason.UNDECIDED,
                    reference.name() + " is 0, and " + Words.value(value, unit)
                            + " is no share of it: give an absolute limit"));
            return;
        }
        double change = base == 0 ? 0 : (value - base) / Math.abs(base);
        double worse = objective.comparison().isUpperLimit() ? change : -change;
        note(value, requests);
        numbers.put("baseline", base);
        numbers.put("change", change);
        newest = objective.name() + " is " + Words.value(value, unit) + ", " + changed(change) + " " + reference.name()
                + " with " + Words.value(base, unit) + "; " + allowed();
        count(worse <= objective.limit()
                && (objective.lowerLimit().isEmpty()
                        || worse >= objective.lowerLimit().getAsDouble()));
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

    private boolean met(double value) {
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

    private void note(double value, double requests) {
        numbers.put("value", value);
        numbers.put("limit", objective.limit());
        if (requests > 0) {
            numbers.put("requests", requests);
        }
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
                Words.number(reading.requests()) + " requests" + whose + ", and " + objective.minRequests()
                        + " are needed");
    }

    private Judgement judgement(Reading waiting) {
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
                ? Judgement.inconclusive(waiting.problem(), numbers, objective.name() + ": " + waiting.message())
                : Judgement.pass(numbers, sentence);
    }
}
