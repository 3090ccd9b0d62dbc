package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Ends the pods of a bad version in steps, each a half of what is left.
 *
 * <p>Keep-alive clients stay with the bad pods until these end, and then all come to the good side: in steps that side
 * takes them over in portions. A Deployment that an autoscaler sizes is only ever written to zero.
 */
final class GracefulEnd {
    /** Ended pods leave within their grace period; nobody waits for a stuck node for ever. */
    static final Duration PODS_GONE_WITHIN = Duration.ofMinutes(2);

    private GracefulEnd() {}

    /** The next step down to {@code last} replicas of {@code image}; empty when there is none left. */
    static Optional<Action> of(Situation now, Phase phase, Deployment bad, String key, int last, String image) {
        String container = now.baseline().container();
        boolean ownsSize = now.autoscaler(bad).isEmpty();
        int end = ownsSize || last == 0 ? last : bad.desired();
        if (bad.desired() <= end && bad.image(container).equals(image)) {
            return Optional.empty();
        }
        Optional<Action> ending = waitForStep(now, phase, bad, key);
        if (ending.isPresent()) {
            return ending;
        }
        boolean inSteps = ownsSize && now.switchedAt().isPresent();
        int next = inSteps ? Math.max(end, bad.desired() / 2) : end;
        return Optional.of(new Action.Write(
                phase,
                next > end
                        ? BlueGreenChanges.scale(key, bad, next)
                        : BlueGreenChanges.size(key, bad, container, image, next)));
    }

    private static Optional<Action> waitForStep(Situation now, Phase phase, Deployment bad, String key) {
        int standing = now.seen().pods(bad).size();
        Optional<Instant> step = now.state().written(key);
        if (step.isEmpty()
                || standing <= bad.desired()
                || now.state().observed(step.get(), now.now()).compareTo(PODS_GONE_WITHIN) >= 0) {
            return Optional.empty();
        }
        return Optional.of(new Action.Wait(
                phase,
                Counts.of(standing, "bad pod") + " left, ending in steps",
                Optional.of(now.state().observedEnd(step.get(), PODS_GONE_WITHIN, now.now())),
                Optional.empty()));
    }
}
