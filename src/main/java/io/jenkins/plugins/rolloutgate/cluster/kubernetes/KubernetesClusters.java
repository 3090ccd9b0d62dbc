package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Opens clusters, and shares connections, caches and watches among all that are open with the same access.
 *
 * <p>Thread-safe. Threads grow with the number of watched namespaces, never with releases; all are daemons.
 */
public final class KubernetesClusters implements AutoCloseable {
    /** How long watches and connections outlast their last user, so that releases in a row find them filled. */
    private static final Duration LINGER = Duration.ofSeconds(45);

    private static final class Shared {
        final Connection connection;
        int users;

        Shared(Connection connection) {
            this.connection = connection;
        }
    }

    private final Duration linger;
    private final Timer timer = new Timer();
    private final Map<ClusterAccess, Shared> open = new HashMap<>();

    public KubernetesClusters() {
        this(LINGER);
    }

    KubernetesClusters(Duration linger) {
        this.linger = linger;
    }

    /**
     * Opens a cluster without asking it anything yet; whoever opens it closes it.
     *
     * @throws IllegalArgumentException if certificate or key cannot be used; the message is one line
     */
    public synchronized KubernetesCluster open(ClusterAccess access) {
        Shared shared = open.computeIfAbsent(access, key -> new Shared(new Connection(key, timer, linger)));
        shared.users++;
        return new KubernetesCluster(shared.connection, () -> giveBack(access, shared));
    }

    private synchronized void giveBack(ClusterAccess access, Shared shared) {
        shared.users--;
        if (shared.users == 0) {
            timer.after(linger, () -> retire(access, shared));
        }
    }

    private synchronized void retire(ClusterAccess access, Shared shared) {
        if (shared.users == 0 && open.remove(access, shared)) {
            shared.connection.close();
        }
    }

    /** Ends everything at once, whoever still uses it. */
    @Override
    public synchronized void close() {
        timer.close();
        open.values().forEach(shared -> shared.connection.close());
        open.clear();
    }
}
