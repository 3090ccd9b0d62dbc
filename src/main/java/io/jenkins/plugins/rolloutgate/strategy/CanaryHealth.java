package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Pod;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether the canary's pods stand while they have traffic: crash loops, and pods that are missing for too long. */
final class CanaryHealth {
    static final String PODS = "canary-pods";

    /** A pod may miss a readiness probe; a canary that is short of pods for longer is not what was approved. */
    private static final Duration MAY_BE_SHORT = Duration.ofSeconds(10);

    private final CanarySituation now;
    private final ReleaseState state;
    private final Phase phase;

    CanaryHealth(CanarySituation now, Phase phase) {
        this.now = now;
        this.state = now.state();
        this.phase = phase;
    }

    /** What to do about a canary that is not well; empty when it is. */
    Optional<Action> unwell() {
        List<Pod> pods = now.newPods();
        Optional<Diagnosis> diagnosis = Diagnosis.of(now.canary(), pods);
        if (diagnosis.filter(Diagnosis::hopeless).isPresent()) {
            return Optional.of(Explanation.before(state, phase, diagnosis, now.now())
                    .orElseGet(() ->
                            CanaryStrategy.fail(now, "the canary does not stand" + Explanation.of(state, diagnosis))));
        }
        int need = now.canary().desired();
        int ready = CanarySituation.ready(pods);
        boolean enough = ready >= need;
        Optional<ReleaseState.GateResult> last = state.gate(PODS);
        boolean wasEnough = last.map(result -> result.verdict() == Verdict.PASS).orElse(true);
        String sentence = ready + " of " + need + " pods of the canary are ready";
        if (enough && wasEnough) {
            return Optional.empty();
        }
        if (enough != wasEnough) {
            return Optional.of(new Action.Note(
                    EventKind.GATE,
                    Json.object()
                            .put("gate", PODS)
                            .put("verdict", (enough ? Verdict.PASS : Verdict.INCONCLUSIVE).name())
                            .put("sentence", sentence)));
        }
        Duration since = now.observed(last.orElseThrow().at());
        return Optional.of(
                since.compareTo(MAY_BE_SHORT) >= 0
                        ? CanaryStrategy.fail(now, sentence + " for " + Durations.text(since))
                        : new Action.Wait(
                                phase,
                                sentence,
                                Optional.of(now.end(last.get().at(), MAY_BE_SHORT)),
                                Optional.empty()));
    }
}
