package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.time.Instant;

/** Decides what a release does next. */
public interface Strategy {
    /**
     * The next action; pure, total, and the same for the same arguments.
     *
     * @param state what the record adds up to; it has begun, has not ended, and no write in it is pending
     * @param seen the cluster as it is observed now, own writes included
     */
    Action next(ReleaseState state, Observation seen, Instant now);
}
