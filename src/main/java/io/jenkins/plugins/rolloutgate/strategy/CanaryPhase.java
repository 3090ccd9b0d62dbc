package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.slo.Objective;
import java.time.Duration;
import java.util.List;

/**
 * One step of a ramp.
 *
 * @param percent share of the canary, 1 to 100
 * @param hold how long the share stands, at least, before the next
 * @param replicas pods of the canary; 0 for what the share needs
 * @param ask whether a person decides at its end
 * @param early whether enough evidence may end it before its hold is over
 * @param objectives judged in this phase instead of those of the release; empty for these
 */
public record CanaryPhase(
        int percent, Duration hold, int replicas, boolean ask, boolean early, List<Objective> objectives) {
    static final Duration LONGEST_HOLD = Duration.ofDays(30);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public CanaryPhase {
        objectives = List.copyOf(objectives);
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("a phase must have a share from 1% to 100%, not " + percent + "%");
        }
        if (hold.isNegative() || hold.compareTo(LONGEST_HOLD) > 0) {
            throw new IllegalArgumentException(
                    "the hold of phase " + percent + "% must be at most " + LONGEST_HOLD.toDays() + "d");
        }
        if (replicas < 0 || replicas > 10_000) {
            throw new IllegalArgumentException(
                    "replicas of phase " + percent + "% must be from 1 to 10000, not " + replicas);
        }
    }

    Phase phase() {
        return Phase.canary(percent);
    }
}
