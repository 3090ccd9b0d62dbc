package io.jenkins.plugins.rolloutgate.run;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import java.time.Duration;
import java.time.Instant;

/** When to try again what a cluster did not do, and how long; not thread-safe, nothing survives a restart. */
final class Patience {
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

    /** Rights that somebody takes away by mistake are given back within this, or only when a person has looked. */
    static final Duration WITH_REFUSALS = Duration.ofMinutes(1);

    private int failures;
    private Instant refusedSince;

    /** Begins anew, as something has worked or something else is tried. */
    void reset() {
        failures = 0;
        refusedSince = null;
    }

    int failures() {
        return failures;
    }

    /** When to try again; each failure in a row doubles the delay. */
    Instant again(Instant now) {
        Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(failures++, 10));
        return now.plus(delay.compareTo(LONGEST_RETRY) < 0 ? delay : LONGEST_RETRY);
    }

    /** Whether a cluster that answers has refused for too long; one that does not answer is waited for without end. */
    boolean isOver(ClusterException problem, Instant now) {
        if (problem.problem() == ClusterException.Problem.UNKNOWN) {
            refusedSince = null;
            return false;
        }
        refusedSince = refusedSince == null ? now : refusedSince;
        return !now.isBefore(refusedSince.plus(WITH_REFUSALS));
    }
}
