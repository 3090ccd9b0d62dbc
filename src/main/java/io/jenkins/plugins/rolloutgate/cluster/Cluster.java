package io.jenkins.plugins.rolloutgate.cluster;

import java.util.List;
import java.util.Optional;

/**
 * One cluster as one identity sees it. Thread-safe; calls block and may take as long as the client's timeouts, so they
 * are made on threads of the engine's own.
 */
public interface Cluster extends LeaseStore, PodAccess {
    /**
     * What the caches know now; own writes are in it from the moment they are answered.
     *
     * @throws ClusterException if the caches are not filled, or lost their connection
     */
    Observation observe(Targets targets) throws ClusterException;

    /**
     * Calls back, on a thread that must not be blocked, whenever something of the targets may have changed and when the
     * connection comes or goes.
     */
    Subscription subscribe(Targets targets, Runnable changed);

    /** Reads one object from the API server itself, past all caches. */
    Optional<Metadata> read(ObjectRef ref) throws ClusterException;

    /** Sends a JSON patch once; it is never repeated by the client. */
    void patch(ObjectRef ref, List<PatchOp> patch) throws ClusterException;

    /** Ends a subscription; more than once does no harm. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
