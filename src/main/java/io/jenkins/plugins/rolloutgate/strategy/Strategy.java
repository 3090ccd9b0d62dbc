package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import io.jenkins.plugins.rolloutgate.record.Json;
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

    /** How the traffic is shared now: a number for each Deployment, of which only the proportion matters. */
    default ObjectNode traffic(Targets targets, Observation seen) {
        ObjectNode traffic = Json.object();
        for (String name : targets.deployments()) {
            seen.deployment(name)
                    .ifPresent(found -> traffic.put(
                            name, seen.readyEndpoints(targets.services().get(0), found)));
        }
        return traffic;
    }
}
