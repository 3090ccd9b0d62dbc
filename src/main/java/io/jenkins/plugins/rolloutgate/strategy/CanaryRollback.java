package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The way back of a canary that failed or was aborted.
 *
 * <p>Stable is proved ready for the whole load first; then it gets all the traffic in one write, then the bad pods end in
 * steps, and only then the rollback counts as done. Whatever cannot be brought back ends HELD.
 */
final class CanaryRollback {
    /** A way back that takes longer than this, by observed time, is a case for a person. */
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final CanarySituation now;
    private final CanaryBaseline baseline;
    private final ReleaseState.Decision decision;

    CanaryRollback(CanarySituation now) {
        this.now = now;
        this.baseline = now.baseline();
        this.decision = now.state().decision().orElseThrow();
    }

    Action next() {
        Action action = now.trafficIsOnStableAlone() || neverMoved() ? restore() : moveBack();
        boolean late = now.observed(decision.at()).compareTo(WITHIN) >= 0;
        if (late && action instanceof Action.Wait wait) {
            return BlueGreenStrategy.decide(
                    "hold",
                    decision.reason() + "; the way back was not done within " + Durations.text(WITHIN) + " ("
                            + wait.status() + ")");
        }
        return action;
    }

    /** Without any write of ours to undo there is nothing to move. */
    private boolean neverMoved() {
        return !now.moved() && now.canary().desired() <= baseline.canaryReplicas();
    }

    private Action moveBack() {
        Deployment stable = now.stable();
        boolean ownsSize = now.autoscaler(stable).isEmpty() || stable.desired() == 0;
        boolean old = stable.image(baseline.container()).equals(baseline.oldImage());
        int size = ownsSize ? Math.max(stable.desired(), now.need()) : stable.desired();
        if (!old && now.canaryShare() < 100) {
            return BlueGreenStrategy.decide(
                    "hold", decision.reason() + "; stable has the new image already and part of the traffic");
        }
        if (!old || stable.desired() != size) {
            return new Action.Write(
                    Phase.ROLLBACK,
                    BlueGreenChanges.size(
                            CanaryChanges.STABLE, stable, baseline.container(), baseline.oldImage(), size));
        }
        int ready = now.readyStable(baseline.oldImage());
        int need = Math.min(now.need(), size);
        if (ready < need) {
            return waiting("stable is made ready first: " + ready + " of " + need);
        }
        return now.byReplicas()
                ? new Action.Write(
                        Phase.ROLLBACK,
                        CanaryChanges.narrow(
                                CanaryChanges.SHIFT_BACK, now.service(), baseline.label(), baseline.stableValue()))
                : new Action.Write(
                        Phase.ROLLBACK,
                        CanaryChanges.weights(CanaryChanges.SHIFT_BACK, now.route(), now::weightBefore));
    }

    private Action restore() {
        Optional<String> lagging = CanaryTraffic.lagging(now);
        if (lagging.isPresent()) {
            return waiting(lagging.get());
        }
        Optional<Action> step = endCanary();
        if (step.isPresent()) {
            return step.get();
        }
        int left = badPods();
        if (left > 0) {
            return waiting(Counts.of(left, "bad pod") + " ending");
        }
        return restoreStable()
                .or(() -> CanaryTraffic.widen(now, Phase.STABLE_RESTORED))
                .or(() -> Floor.restore(now, Phase.STABLE_RESTORED))
                .orElseGet(this::end);
    }

    private int badPods() {
        boolean same = baseline.newImage().equals(baseline.canaryImage());
        List<Pod> pods = now.seen().pods(now.canary());
        long bad = pods.stream()
                .filter(pod -> pod.runs(baseline.container(), baseline.newImage()))
                .count();
        return same ? pods.size() - baseline.canaryReplicas() : (int) bad;
    }

    /** Ends the bad pods in steps, each a half of what is left, because clients stay on a pod until it ends. */
    private Optional<Action> endCanary() {
        Deployment canary = now.canary();
        int last = baseline.canaryReplicas();
        boolean imageIsBack = canary.image(baseline.container()).equals(baseline.canaryImage());
        if (canary.desired() <= last && imageIsBack) {
            return Optional.empty();
        }
        int standing = now.seen().pods(canary).size();
        Optional<Instant> stepAt = now.state().written(CanaryChanges.END_CANARY);
        if (stepAt.isPresent()
                && standing > canary.desired()
                && now.observed(stepAt.get()).compareTo(GracefulEnd.PODS_GONE_WITHIN) < 0) {
            return Optional.of(waiting(Counts.of(standing, "bad pod") + " left, ending in steps"));
        }
        int next = Math.max(last, canary.desired() / 2);
        return Optional.of(new Action.Write(
                Phase.ROLLBACK,
                next > last
                        ? BlueGreenChanges.scale(CanaryChanges.END_CANARY, canary, next)
                        : BlueGreenChanges.size(
                                CanaryChanges.END_CANARY, canary, baseline.container(), baseline.canaryImage(), last)));
    }

    /** Stable may have been shrunk, without its traffic having been moved since. */
    private Optional<Action> restoreStable() {
        Deployment stable = now.stable();
        boolean ownsSize = now.autoscaler(stable).isEmpty();
        return ownsSize && stable.desired() < baseline.replicas()
                ? Optional.of(new Action.Write(
                        Phase.STABLE_RESTORED,
                        BlueGreenChanges.scale(CanaryChanges.STABLE, stable, baseline.replicas())))
                : Optional.empty();
    }

    private Action end() {
        String traffic = now.moved() ? "; the traffic is back on " : "; the traffic stayed on ";
        return new Action.End(
                decision.what().equals("abort") ? Outcome.ABORTED : Outcome.ROLLED_BACK,
                decision.reason() + traffic + baseline.oldImage());
    }

    private Action waiting(String status) {
        return new Action.Wait(Phase.ROLLBACK, status, Optional.of(now.end(decision.at(), WITHIN)), Optional.empty());
    }
}
