package io.jenkins.plugins.rolloutgate.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The {@code coordination.k8s.io} Lease that elects the one driver of a release. */
public interface LeaseStore {
    /**
     * A Lease as read.
     *
     * @param holder release id and process nonce, empty when nobody holds it
     * @param annotations what the holder left for whoever adopts its release
     */
    record Lease(String holder, String resourceVersion, Duration duration, Map<String, String> annotations) {
        public Lease {
            annotations = Map.copyOf(annotations);
        }

        public Epoch epoch() {
            return Epoch.parse(annotations.getOrDefault(Annotations.EPOCH, ""));
        }
    }

    Optional<Lease> lease(ObjectRef ref) throws ClusterException;

    /**
     * Creates the Lease ({@code resourceVersion} empty) or replaces the one that was read.
     *
     * @throws ClusterException with CONFLICT if somebody else was faster
     */
    Lease put(ObjectRef ref, Lease lease) throws ClusterException;
}
