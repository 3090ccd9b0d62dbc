package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.Autoscaler;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.util.Optional;

/**
 * The floor of stable's autoscaler during a canary: the canary takes load away from stable, which would shrink just when
 * it may have to take all of it back.
 */
final class Floor {
    private Floor() {}

    static Optional<Action> raise(CanarySituation now, Phase phase) {
        return now.autoscaler(now.stable())
                .filter(autoscaler -> autoscaler.minReplicas() < Math.min(now.need(), autoscaler.maxReplicas()))
                .map(autoscaler -> new Action.Write(
                        phase, BlueGreenChanges.raiseMin(autoscaler, Math.min(now.need(), autoscaler.maxReplicas()))));
    }

    /** Gives it back, unless the API server has refused that for good since the release turned. */
    static Optional<Action> restore(ReleaseState state, Observation seen, String stable, Phase phase) {
        return seen.autoscalerOf(stable)
                .filter(Floor::isRaised)
                .filter(autoscaler -> state.refusedWrite().isEmpty())
                .map(autoscaler -> new Action.Write(phase, BlueGreenChanges.restoreMin(autoscaler)));
    }

    static Optional<Action> restore(CanarySituation now, Phase phase) {
        return restore(now.state(), now.seen(), now.spec().stable(), phase);
    }

    private static boolean isRaised(Autoscaler autoscaler) {
        return autoscaler.metadata().annotations().containsKey(Annotations.MIN_REPLICAS);
    }
}
