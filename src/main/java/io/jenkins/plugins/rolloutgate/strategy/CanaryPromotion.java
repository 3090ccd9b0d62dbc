package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * After the last phase: stable gets the new image while the canary carries everything, takes the traffic over under the
 * same guards, and then the canary ends.
 */
final class CanaryPromotion {
    /** Stable has run at this size before; a promotion that takes longer is a case for a person. */
    private static final Duration WITHIN = Duration.ofMinutes(10);

    private static final Duration REACHED_WITHIN = Duration.ofMinutes(1);

    private final CanarySituation now;
    private final ReleaseState state;
    private final Instant since;

    CanaryPromotion(CanarySituation now) {
        this.now = now;
        this.state = now.state();
        this.since = state.ramp().passed().get(now.phase() - 1).at();
    }

    Action next() {
        return now.canaryShare() > 0 && state.written(CanaryChanges.SHIFT_BACK).isEmpty() ? promote() : finish();
    }

    private Action promote() {
        Optional<Action> unwell = new CanaryHealth(now, Phase.PROMOTE).unwell();
        if (unwell.isPresent()) {
            return unwell.get();
        }
        Deployment stable = now.stable();
        String container = now.baseline().container();
        String image = now.baseline().newImage();
        boolean ownsSize = now.autoscaler(stable).isEmpty() || stable.desired() == 0;
        int size = ownsSize ? Math.max(stable.desired(), now.need()) : stable.desired();
        if (!now.stableIsNew() || stable.desired() != size) {
            return new Action.Write(
                    Phase.PROMOTE, BlueGreenChanges.size(CanaryChanges.STABLE, stable, container, image, size));
        }
        Optional<String> missing = missing();
        if (missing.isPresent()) {
            return waitOrHold(Phase.PROMOTE, missing.get());
        }
        Optional<Action> probing = CanaryProbe.of(now, Phase.PROMOTE, stable, now.running(stable, image));
        if (probing.isPresent()) {
            return probing.get();
        }
        return now.byReplicas()
                ? new Action.Write(
                        Phase.PROMOTE,
                        CanaryChanges.narrow(
                                CanaryChanges.SHIFT_BACK,
                                now.service(),
                                now.baseline().label(),
                                now.baseline().stableValue()))
                : new Action.Write(
                        Phase.PROMOTE, CanaryChanges.weights(CanaryChanges.SHIFT_BACK, now.route(), now::weightBefore));
    }

    /** What stable lacks to carry everything. */
    private Optional<String> missing() {
        int ready = now.readyStable(now.baseline().newImage());
        return now.stable().rolloutFinished() && ready >= now.need()
                ? Optional.empty()
                : Optional.of("stable has " + ready + " of " + now.need() + " new pods ready");
    }

    private Action waitOrHold(Phase phase, String status) {
        Optional<Diagnosis> diagnosis = Diagnosis.of(
                now.stable(), now.running(now.stable(), now.baseline().newImage()));
        return now.observed(since).compareTo(WITHIN) >= 0
                ? BlueGreenStrategy.decide(
                        "hold",
                        "stable was not promoted within " + Durations.text(WITHIN) + " (" + status + ")"
                                + Explanation.of(state, diagnosis))
                : new Action.Wait(phase, status, Optional.of(now.end(since, WITHIN)), Optional.empty());
    }

    private Action finish() {
        Instant moved = state.written(CanaryChanges.SHIFT_BACK).orElse(since);
        Optional<String> lagging = CanaryTraffic.lagging(now);
        if (lagging.isPresent() && now.canary().desired() > 0) {
            return now.observed(moved).compareTo(REACHED_WITHIN) >= 0
                    ? BlueGreenStrategy.decide("hold", "stable did not get the traffic: " + lagging.get())
                    : new Action.Wait(
                            Phase.PROMOTE,
                            lagging.get(),
                            Optional.of(now.end(moved, REACHED_WITHIN)),
                            Optional.empty());
        }
        if (now.observed(moved).compareTo(now.spec().scaleDownDelay()) < 0) {
            return new Action.Wait(
                    Phase.CANARY_STANDS_BY,
                    "the canary stands by until its clients have left",
                    Optional.of(now.end(moved, now.spec().scaleDownDelay())),
                    Optional.empty());
        }
        if (now.canary().desired() > now.baseline().canaryReplicas()) {
            Optional<String> missing = missing();
            if (missing.isPresent()) {
                return waitOrHold(Phase.CANARY_STANDS_BY, missing.get());
            }
            return new Action.Write(
                    Phase.CANARY_DOWN,
                    BlueGreenChanges.scale(
                            CanaryChanges.CANARY, now.canary(), now.baseline().canaryReplicas()));
        }
        int left = now.seen().pods(now.canary()).size() - now.baseline().canaryReplicas();
        Instant asked = state.written(CanaryChanges.CANARY).orElse(since);
        boolean stuck = now.observed(asked).compareTo(GracefulEnd.PODS_GONE_WITHIN) >= 0;
        if (left > 0 && !stuck) {
            return new Action.Wait(
                    Phase.CANARY_DOWN,
                    Counts.of(left, "canary pod") + " ending",
                    Optional.of(now.end(asked, GracefulEnd.PODS_GONE_WITHIN)),
                    Optional.empty());
        }
        return CanaryTraffic.widen(now, Phase.CANARY_DOWN)
                .or(() -> Floor.restore(now, Phase.CANARY_DOWN))
                .orElseGet(() -> new Action.End(
                        Outcome.PROMOTED,
                        now.baseline().newImage() + " has all the traffic"
                                + (left > 0 ? "; " + Counts.of(left, "canary pod") + " still ending" : "")));
    }
}
