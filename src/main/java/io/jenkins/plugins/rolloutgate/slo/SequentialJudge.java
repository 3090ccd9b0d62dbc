package io.jenkins.plugins.rolloutgate.slo;

import io.jenkins.plugins.rolloutgate.slo.Looks.Counts;
import io.jenkins.plugins.rolloutgate.slo.sequential.Dispersion;
import io.jenkins.plugins.rolloutgate.slo.sequential.SequentialTest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Judges an objective by a {@link SequentialTest} of its counts; evidence against the version decides at once. */
final class SequentialJudge {
    /** A smaller evidence is told as being less than this. */
    private final Objective objective;

    private final Reference reference;
    private final Tally tally;
    private final SequentialTest test;
    private final double beta;
    private double against;
    private double total;
    private double otherAgainst;
    private double otherTotal;

    private SequentialJudge(Objective objective, Reference reference, double beta, Dispersion dispersion) {
        this.objective = objective;
        this.reference = reference;
        tally = new Tally(objective);
        this.beta = beta;
        test = new SequentialTest(objective.alpha(), beta, dispersion);
    }

    static Judgement judge(Objective objective, Looks looks, Reference reference, double beta, Dispersion dispersion) {
        SequentialJudge judge = new SequentialJudge(objective, reference, beta, dispersion);
        if (reference != null && !reference.isCaptured()) {
            judge.besideOther(looks);
        } else {
            judge.alone(looks);
        }
        return judge.judgement(looks.span());
    }

    private void alone(Looks looks) {
        Optional<Double> limit = reference == null ? Optional.of(Limits.allowed(objective)) : ofBaseline();
        int last = -1;
        for (int look = 0; look < looks.size(); look++) {
            if (!looks.isGood(look)) {
                tally.gap(looks.problem(look));
                continue;
            }
            if (limit.isEmpty()) {
                tally.gap(Reading.none(Reason.NO_DATA, reference.name() + " has no requests"));
                continue;
            }
            Optional<Counts> counts = last < 0 ? Optional.of(new Counts(0, 0)) : looks.against(last, look);
            if (counts.isEmpty()) {
                tally.gap(Reading.none(
                        Reason.NO_DATA,
                        "the largest bucket of the histogram ends below the limit, so nobody can tell"));
                continue;
            }
            last = look;
            tally.passed();
            against += counts.get().events();
            total += counts.get().total();
            test.look(counts.get().events(), counts.get().total(), limit.get());
        }
    }

    /** The largest share that a captured baseline allows; one without errors counts as if it had one. */
    private Optional<Double> ofBaseline() {
        Looks looks = reference.looks();
        int first = looks.firstGood();
        int last = looks.lastGood(looks.size());
        if (first < 0 || first == last) {
            return Optional.empty();
        }
        return looks.against(first, last).filter(counts -> counts.total() > 0).map(counts -> {
            otherAgainst = counts.events();
            otherTotal = counts.total();
            double rate = (counts.events() + 1) / (counts.total() + 2);
            return Math.min(0.999, (1 + objective.limit()) * rate);
        });
    }

    private void besideOther(Looks looks) {
        Looks others = reference.looks();
        int last = -1;
        int lastOther = -1;
        for (int look = 0; look < looks.size(); look++) {
            if (!looks.isGood(look)) {
                tally.gap(looks.problem(look));
                continue;
            }
            int other = reference.near(looks.time(look));
            if (other < 0) {
                Reading missing = reference.missing();
                tally.gap(Reading.none(missing.problem(), reference.name() + ": " + missing.message()));
                continue;
            }
            tally.passed();
            if (last < 0) {
                last = look;
                lastOther = other;
            } else if (other > lastOther) {
                Counts counts = looks.against(last, look).orElseThrow();
                Counts otherCounts = others.against(lastOther, other).orElseThrow();
                against += counts.events();
                total += counts.total();
                otherAgainst += otherCounts.events();
                otherTotal += otherCounts.total();
                test.look(
                        counts.events(),
                        counts.total(),
                        otherCounts.events(),
                        otherCounts.total(),
                        1 + objective.limit());
                last = look;
                lastOther = other;
            }
        }
    }

    private Judgement judgement(double span) {
        Map<String, Double> numbers = numbers();
        if (test.isFailed()) {
            return Judgement.fail(numbers, sentence(": shown to be beyond the limit"));
        }
        if (tally.isBroken()) {
            return Judgement.fail(numbers, objective.name() + "; " + tally.sentence());
        }
        Optional<Judgement> gap = tally.gap(numbers);
        if (gap.isPresent()) {
            return gap.get();
        }
        if (tally.looks() == 0) {
            return Judgement.inconclusive(Reason.NO_DATA, numbers, objective.name() + ": not looked at yet");
        }
        double window = objective.window().toMillis() / 1000.0;
        if (total < Math.max(1, objective.minRequests())) {
            return Judgement.inconclusive(
                    Reason.TOO_FEW,
                    numbers,
                    objective.name() + ": " + Words.number(total) + " requests, needs at least "
                            + Math.max(1, objective.minRequests()));
        }
        if (span < window) {
            return Judgement.inconclusive(
                    Reason.TOO_FEW,
                    numbers,
                    sentence(": looked at for " + Words.time(span) + " of the window of " + Words.time(window)));
        }
        return test.isPassed()
                ? Judgement.pass(numbers, sentence(": shown to keep the limit"))
                : Judgement.inconclusive(Reason.UNDECIDED, numbers, sentence(undecided()));
    }

    private String sentence(String verdict) {
        String counted = objective.name() + ": " + Words.number(against) + " of " + Words.number(total) + " requests "
                + Limits.against(objective) + " (" + Words.percent(total == 0 ? 0 : against / total) + ")";
        String rule = reference == null
                ? ", at most " + Words.percent(Limits.allowed(objective)) + " may"
                : ", beside " + Words.number(otherAgainst) + " of " + Words.number(otherTotal) + " of "
                        + reference.name() + " (" + Words.percent(otherTotal == 0 ? 0 : otherAgainst / otherTotal)
                        + "), at most " + Words.percent(objective.limit()) + " more may";
        return counted + rule + verdict;
    }

    /**
     * How far it is on the way to either verdict, on the scale on which evidence adds up. It stands also at the end of a
     * time in which nothing was found against the version, so it tells first on which side of the limit that is.
     */
    private String undecided() {
        double allowed = reference == null
                ? Limits.allowed(objective)
                : (1 + objective.limit()) * (otherTotal == 0 ? 0 : otherAgainst / otherTotal);
        return (against / total <= allowed ? ": within the limit, " : ": not sure yet, ")
                + way(test.logEvidenceUnder(), beta) + " of the way to proof that it is kept and "
                + way(test.logEvidenceOver(), objective.alpha()) + " that it is not";
    }

    private static String way(double logEvidence, double error) {
        double share = Math.max(0, logEvidence) / Math.log(1 / error);
        return Math.min(99, Math.round(100 * share)) + " %";
    }

    private Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("value", total == 0 ? 0 : against / total);
        numbers.put("limit", reference == null ? Limits.allowed(objective) : objective.limit());
        numbers.put("bad", against);
        numbers.put("requests", total);
        if (reference != null) {
            numbers.put("baseline bad", otherAgainst);
            numbers.put("baseline requests", otherTotal);
        }
        numbers.put("evidence against", SequentialTest.evidence(test.logEvidenceOver()));
        numbers.put("needed against", 1 / objective.alpha());
        numbers.put("evidence for", SequentialTest.evidence(test.logEvidenceUnder()));
        numbers.put("needed for", 1 / beta);
        numbers.put("dispersion", test.dispersion());
        numbers.putAll(tally.numbers());
        return numbers;
    }
}
