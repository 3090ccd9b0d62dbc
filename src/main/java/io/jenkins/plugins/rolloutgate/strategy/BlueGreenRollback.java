package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Autoscaler;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The way back of a blue-green release that failed or was aborted.
 *
 * <p>The old side is proved ready at the current size first; then the selector goes back, then the bad pods end in
 * steps, and only then the rollback counts as done. Whatever cannot be brought back ends HELD.
 */
final class BlueGreenRollback {
    /** A way back that takes longer than this, by observed time, is a case for a person. */
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final Situation now;
    private final Baseline baseline;
    private final ReleaseState state;
    private final ReleaseState.Decision decision;

    BlueGreenRollback(Situation now) {
        this.now = now;
        this.baseline = now.baseline();
        this.state = now.state();
        this.decision = state.decision().orElseThrow();
    }

    Action next() {
        Action action = now.trafficIsNew() ? moveBack() : restore();
        boolean late = state.observed(decision.at(), now.now()).compareTo(WITHIN) >= 0;
        if (late && action instanceof Action.Wait wait) {
            return BlueGreenStrategy.decide(
                    "hold",
                    decision.reason() + "; the way back was not done within " + Durations.text(WITHIN) + " ("
                            + wait.status() + ")");
        }
        return action;
    }

    private Action moveBack() {
        Deployment old = now.old();
        Optional<Autoscaler> autoscaler = now.autoscaler(old);
        int size = Math.max(1, Math.max(now.idle().desired(), now.readyNewPods()));
        int need = Math.min(size, autoscaler.map(Autoscaler::maxReplicas).orElse(Integer.MAX_VALUE));
        int ready = now.readyOldPods();
        if (ready >= need && old.desired() >= need) {
            return new Action.Write(
                    Phase.ROLLBACK,
                    BlueGreenChanges.select(BlueGreenChanges.SWITCH_BACK, now.service(), baseline.oldSelector()));
        }
        // Without traffic, an autoscaler of the old colour's own has let it shrink to its floor.
        if (autoscaler.isPresent() && autoscaler.get().minReplicas() < need) {
            return new Action.Write(Phase.ROLLBACK, BlueGreenChanges.raiseMin(autoscaler.get(), need));
        }
        if (old.desired() < need && (autoscaler.isEmpty() || old.desired() == 0)) {
            return new Action.Write(Phase.ROLLBACK, BlueGreenChanges.scale(BlueGreenChanges.RESCALE_OLD, old, need));
        }
        return waiting("old colour is made ready first: " + ready + " of " + need);
    }

    private Action restore() {
        if (state.written(BlueGreenChanges.SWITCH_BACK).isPresent()) {
            int ready = now.seen().readyEndpoints(now.spec().service(), now.old());
            int others = now.seen().readyEndpoints(now.spec().service()) - ready;
            if (ready < Math.min(now.old().desired(), baseline.replicas()) || others > 0) {
                return waiting("endpoints " + ready + " old, " + others + " new");
            }
        }
        Optional<Autoscaler> shared = now.autoscaler(now.idle());
        if (state.written(BlueGreenChanges.RETARGET).isPresent()
                && shared.isPresent()
                && now.autoscaler(now.old()).isEmpty()) {
            return new Action.Write(
                    Phase.ROLLBACK,
                    BlueGreenChanges.retarget(BlueGreenChanges.RETARGET_BACK, shared.get(), baseline.active()));
        }
        Optional<Change> restoreMin = restoreMin(now);
        if (restoreMin.isPresent()) {
            return new Action.Write(Phase.RESTORE, restoreMin.get());
        }
        Optional<Action> step = GracefulEnd.of(
                now,
                Phase.ROLLBACK,
                now.idle(),
                BlueGreenChanges.SCALE_NEW,
                baseline.idleReplicas(),
                baseline.idleImage());
        if (step.isPresent()) {
            return step.get();
        }
        int left = (int) now.seen().pods(now.idle()).stream()
                .filter(pod -> pod.runs(baseline.container(), baseline.newImage()))
                .count();
        boolean same = baseline.newImage().equals(baseline.idleImage());
        if (left > (same ? baseline.idleReplicas() : 0)) {
            return waiting(Counts.of(left, "bad pod") + " ending");
        }
        return end();
    }

    private Action end() {
        boolean moved = now.switchedAt().isPresent();
        String traffic = moved ? "; the traffic is back on " : "; the traffic stayed on ";
        return new Action.End(
                decision.what().equals("abort") ? Outcome.ABORTED : Outcome.ROLLED_BACK,
                decision.reason() + traffic + baseline.oldImage());
    }

    private Action waiting(String status) {
        Instant until = state.observedEnd(decision.at(), WITHIN, now.now());
        return new Action.Wait(Phase.ROLLBACK, status, Optional.of(until), Optional.empty());
    }

    /** Gives the floor of an autoscaler back that this release raised. */
    static Optional<Change> restoreMin(Situation now) {
        return Stream.of(now.old(), now.idle())
                .map(now::autoscaler)
                .flatMap(Optional::stream)
                .filter(Floor::isRaised)
                .findFirst()
                .map(BlueGreenChanges::restoreMin);
    }
}
