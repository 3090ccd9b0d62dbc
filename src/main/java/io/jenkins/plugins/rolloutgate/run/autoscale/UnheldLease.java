package io.jenkins.plugins.rolloutgate.run.autoscale;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec;
import java.util.Optional;

/** The Lease of a Service, for who writes once and only must not do so while a release is under way. */
record UnheldLease(LeaseStore store, String namespace, String service) {

    /**
     * Replaces the Lease by itself: who was about to take it finds a newer version, and has to read again.
     *
     * @throws ClusterException with CONFLICT, saying who holds it
     */
    void touch() throws ClusterException {
        ObjectRef ref = new ObjectRef(Kind.LEASE, namespace, BlueGreenSpec.lease(service));
        Optional<LeaseStore.Lease> lease = store.lease(ref);
        if (lease.isEmpty()) {
            return;
        }
        String holder = lease.get().holder();
        if (!holder.isEmpty()) {
            throw new ClusterException(
                    Problem.CONFLICT,
                    "release " + holder.replaceFirst("/[^/]*$", "") + " holds " + ref
                            + ": wait for its end, or finish it with rollout-gate recover if its process is gone");
        }
        store.put(ref, lease.get());
    }
}
