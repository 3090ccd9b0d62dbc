package io.jenkins.plugins.rolloutgate.slo;

import io.jenkins.plugins.rolloutgate.slo.sequential.Dispersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges one objective from what was seen of it. Total and pure: the same samples give the same judgement, whatever they
 * hold.
 *
 * <p>A failure is final: more samples after those that failed it do not undo it. A pass is about now: it needs a number in
 * the newest look and in most looks, and samples that span the window. Whatever was cut short is INCONCLUSIVE.
 */
public final class ObjectiveJudge {
    static final String CANARY = "canary";
    static final String STABLE = "stable";
    static final String BASELINE = "baseline";

    /** Largest probability of a {@link Objective.Method#SEQUENTIAL} test to pass early what does not keep its limit. */
    public static final double BETA = 0.05;

    private ObjectiveJudge() {}

    /**
     * Judges by the objective's method, window, limits and policies.
     *
     * @param samples of this objective since the phase began, in the order in which they were taken; sides {@code canary}
     *     or {@code release}, {@code stable}, and {@code baseline} for those of a captured baseline
     */
    public static Judgement judge(Objective objective, List<Sample> samples) {
        return judge(objective, samples, BETA, Dispersion.ESTIMATED);
    }

    /**
     * The same with what an objective does not say of a {@link Objective.Method#SEQUENTIAL} test.
     *
     * @param beta largest probability to pass early what does not keep the limit
     * @param dispersion known, or how it is estimated
     */
    public static Judgement judge(Objective objective, List<Sample> samples, double beta, Dispersion dispersion) {
        Optional<String> problem = ObjectiveCheck.problem(objective);
        if (problem.isPresent()) {
            return Judgement.inconclusive(Reason.UNDECIDED, Map.of(), problem.get());
        }
        Looks looks = Looks.of(objective, subject(samples));
        Reference reference = objective.baseline().isEmpty() ? null : reference(objective, samples);
        return switch (objective.method()) {
            case THRESHOLD, RANGE, RELATIVE -> LookByLook.judge(objective, looks, reference);
            case SEQUENTIAL -> SequentialJudge.judge(objective, looks, reference, beta, dispersion);
            case ACA -> AcaJudge.judge(objective, looks, reference);
            case BURN_RATE -> BurnJudge.judge(objective, looks);
            case TREND -> TrendJudge.judge(objective, looks);
        };
    }

    private static List<Sample> subject(List<Sample> samples) {
        boolean hasCanary = samples.stream().anyMatch(sample -> sample.side().equals(CANARY));
        return samples.stream()
                .filter(sample -> hasCanary
                        ? sample.side().equals(CANARY)
                        : !sample.side().equals(STABLE) && !sample.side().equals(BASELINE))
                .toList();
    }

    private static Reference reference(Objective objective, List<Sample> samples) {
        String side = objective.baseline().equals(STABLE) ? STABLE : BASELINE;
        List<Sample> others =
                samples.stream().filter(sample -> sample.side().equals(side)).toList();
        return new Reference(objective, Looks.of(objective, others), side.equals(BASELINE));
    }
}
