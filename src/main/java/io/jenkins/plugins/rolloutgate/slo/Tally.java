package io.jenkins.plugins.rolloutgate.slo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what the looks of an objective said, against its failure limit and its consecutive limit.
 *
 * <p>It fails with the first look that is one too many, whatever follows. It passes only if the newest look gave a
 * number, and most looks did: the open ACA judge asks for that too.
 */
final class Tally {
    private final Objective objective;
    private int passed;
    private int failed;
    private int inRow;
    private int open;
    private boolean broken;
    private Reading newestGap;
    private Reading lastGap;

    Tally(Objective objective) {
        this.objective = objective;
    }

    void passed() {
        passed++;
        inRow = 0;
        newestGap = null;
    }

    void failed() {
        failed++;
        inRow++;
        newestGap = null;
        broken |= failed > objective.failureLimit() || inRow > objective.consecutiveLimit();
    }

    /** A look without a number, by the objective's policy for its reason. */
    void gap(Reading reading) {
        Objective.Policy policy = policy(reading.problem());
        if (policy == Objective.Policy.FAIL) {
            failed();
        } else if (policy == Objective.Policy.PASS) {
            passed();
        } else {
            open++;
            newestGap = reading;
            lastGap = reading;
        }
    }

    private Objective.Policy policy(Reason reason) {
        return switch (reason) {
            case NO_DATA -> objective.noData();
            case SOURCE_ERROR -> objective.onError();
            case TOO_FEW, UNDECIDED -> Objective.Policy.INCONCLUSIVE;
        };
    }

    boolean isBroken() {
        return broken;
    }

    /** Why nothing may be concluded although no limit is broken; empty when something may. */
    Optional<Judgement> gap(Map<String, Double> numbers) {
        if (newestGap != null) {
            return Optional.of(Judgement.inconclusive(
                    newestGap.problem(), numbers, objective.name() + " has no number now: " + newestGap.message()));
        }
        if (open > passed + failed) {
            return Optional.of(Judgement.inconclusive(
                    lastGap.problem(),
                    numbers,
                    objective.name() + " cannot be told: " + open + " of " + looks() + " looks gave no number, last: "
                            + lastGap.message()));
        }
        return Optional.empty();
    }

    int looks() {
        return passed + failed + open;
    }

    /** The exact counts, for people. */
    String sentence() {
        String text = failed + " of " + looks() + (looks() == 1 ? " look" : " looks") + " failed, "
                + (objective.failureLimit() == 0
                        ? "none is tolerated"
                        : objective.failureLimit()
                                + (objective.failureLimit() == 1 ? " is tolerated" : " are tolerated"));
        if (objective.consecutiveLimit() < objective.failureLimit()) {
            text += ", in a row "
                    + (objective.consecutiveLimit() == 0 ? "none" : "at most " + objective.consecutiveLimit());
        }
        return open == 0 ? text : text + ", " + open + " gave no number";
    }

    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("looks", (double) looks());
        numbers.put("failed", (double) failed);
        numbers.put("tolerated", (double) objective.failureLimit());
        numbers.put("without number", (double) open);
        return numbers;
    }
}
