package io.jenkins.plugins.rolloutgate.slo.sequential;

import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.Objective.Method;
import io.jenkins.plugins.rolloutgate.slo.Severity;
import java.util.List;

/**
 * Shares the alpha of a release over what may fail it, in equal parts (Bonferroni), so that all tests together fail a
 * healthy version with at most that probability.
 */
public final class AlphaShare {
    private AlphaShare() {}

    /** The part of one test among {@code tests} objectives in each of {@code phases} phases. */
    public static double of(double alpha, long tests, int phases) {
        return alpha / Math.max(1, tests * phases);
    }

    /**
     * The objectives with their parts: each sequential one that is more than advisory, in each phase, counts once.
     *
     * @param phases in which all of them are tested anew, at least 1
     */
    public static List<Objective> over(List<Objective> objectives, int phases) {
        long tests = objectives.stream().filter(AlphaShare::mayFail).count();
        return objectives.stream()
                .map(objective ->
                        mayFail(objective) ? objective.withAlpha(of(objective.alpha(), tests, phases)) : objective)
                .toList();
    }

    private static boolean mayFail(Objective objective) {
        return objective.method() == Method.SEQUENTIAL && objective.severity() != Severity.ADVISORY;
    }
}
