package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.Autoscaler;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The floors of autoscalers that a release raises and gives back. During a canary it is stable's: the canary takes load
 * away from stable, which would shrink just when it may have to take all of it back.
 */
final class Floor {
    private static final Pattern KEPT = Pattern.compile("\\d{1,9}");

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

    /** Whether it carries the floor that it had before, as a number that can be given back. */
    static boolean isRaised(Autoscaler autoscaler) {
        return KEPT.matcher(autoscaler.metadata().annotation(Annotations.MIN_REPLICAS))
                .matches();
    }

    /** An autoscaler whose kept floor somebody has changed to what is no number, if there is one; in one line. */
    static Optional<String> spoilt(Observation seen, String... deployments) {
        return Stream.of(deployments)
                .flatMap(name -> seen.autoscalerOf(name).stream())
                .filter(found -> found.metadata().annotations().containsKey(Annotations.MIN_REPLICAS))
                .filter(found -> !isRaised(found))
                .findFirst()
                .map(found -> "autoscaler " + found.name() + " carries " + Annotations.MIN_REPLICAS + ": "
                        + found.metadata().annotation(Annotations.MIN_REPLICAS)
                        + ", which is no number to give back: correct its minReplicas and remove the annotation");
    }
}
