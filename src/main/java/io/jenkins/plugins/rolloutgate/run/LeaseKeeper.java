package io.jenkins.plugins.rolloutgate.run;

import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.Epoch;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Takes, renews and gives back the Lease of one release.
 *
 * <p>The Lease only elects: it says whom to wait for. What really keeps a second driver out is the {@link Fence}.
 */
final class LeaseKeeper {
    static final Duration DURATION = Duration.ofSeconds(30);
    private static final Duration RENEW_EVERY = DURATION.dividedBy(3);

    private final LeaseStore store;
    private final ObjectRef ref;
    private final String release;
    private final String nonce;
    private final Predicate<String> over;
    private LeaseStore.Lease held;
    private Instant renewedAt = Instant.EPOCH;

    LeaseKeeper(LeaseStore store, ObjectRef ref, String release, String nonce) {
        this(store, ref, release, nonce, id -> false);
    }

    /**
     * @param over whether another release is known to have ended, so that what it left locked may be taken
     */
    LeaseKeeper(LeaseStore store, ObjectRef ref, String release, String nonce, Predicate<String> over) {
        this.over = over;
        this.store = store;
        this.ref = ref;
        this.release = release;
        this.nonce = nonce;
    }

    /** Somebody else holds the Lease; the message says who. */
    static final class ContestedException extends Exception {
        private static final long serialVersionUID = 1L;

        ContestedException(String message) {
            super(message);
        }
    }

    /**
     * Takes the Lease when it is free, was this release's own, or was left by one that is over.
     *
     * @param least the new epoch is above this and above the Lease's own
     * @param notes what the Lease carries for whoever adopts the release
     */
    Epoch take(long least, Map<String, String> notes, Instant now) throws ClusterException, ContestedException {
        Optional<LeaseStore.Lease> found = held == null ? store.lease(ref) : Optional.of(held);
        String holder = found.map(LeaseStore.Lease::holder).orElse("");
        if (!holder.isEmpty() && !holder.startsWith(release + "/") && !over.test(releaseOf(holder))) {
            throw new ContestedException("release " + releaseOf(holder) + " holds " + ref
                    + ": wait for its end, or finish it with rollout-gate recover if its process is gone");
        }
        long number = Math.max(least, found.map(lease -> lease.epoch().number()).orElse(0L)) + 1;
        Epoch epoch = new Epoch(number, nonce);
        Map<String, String> annotations = new HashMap<>(notes);
        annotations.put(Annotations.EPOCH, epoch.toString());
        annotations.put(Annotations.RELEASE, release);
        String version = found.map(LeaseStore.Lease::resourceVersion).orElse("");
        try {
            held = store.put(ref, new LeaseStore.Lease(release + "/" + nonce, version, DURATION, annotations));
        } catch (ClusterException e) {
            if (held != null) {
                reread();
            }
            throw e;
        }
        renewedAt = now;
        return epoch;
    }

    static String releaseOf(String holder) {
        return holder.substring(0, Math.max(0, holder.lastIndexOf('/')));
    }

    /** Takes up a Lease that an ended release left locked, only to give it back. */
    void adopt() {
        try {
            held = store.lease(ref)
                    .filter(lease -> releaseOf(lease.holder()).equals(release))
                    .orElse(null);
        } catch (ClusterException e) {
            // It runs out by itself.
            held = null;
        }
    }

    boolean holds() {
        return held != null;
    }

    /** When the Lease has to be renewed next; only meaningful while it is held. */
    Instant renewAt() {
        return renewedAt.plus(RENEW_EVERY);
    }

    /**
     * Renews the Lease when that is due, noting the head of the record on it. A cluster that does not answer is no
     * reason to stop: the fence holds.
     *
     * @throws ContestedException if another driver has taken it
     */
    void renew(Instant now, String head) throws ContestedException {
        // A clock that was set back would put the next renewal off by as much.
        boolean setBack = now.isBefore(renewedAt);
        if (held == null || (now.isBefore(renewAt()) && !setBack)) {
            return;
        }
        renewedAt = now;
        Map<String, String> annotations = new HashMap<>(held.annotations());
        annotations.put(Annotations.HEAD, head);
        try {
            held = store.put(ref, new LeaseStore.Lease(held.holder(), held.resourceVersion(), DURATION, annotations));
        } catch (ClusterException e) {
            reread();
        }
    }

    private void reread() throws ContestedException {
        try {
            Optional<LeaseStore.Lease> found = store.lease(ref);
            if (found.isPresent() && !found.get().holder().equals(held.holder())) {
                throw new ContestedException(
                        ref + " was taken over by " + found.get().holder());
            }
            found.ifPresent(lease -> held = lease);
        } catch (ClusterException e) {
            // Not reachable now; the next renewal tries again.
        }
    }

    /** Gives the Lease back so that nothing stays locked; false when the cluster did not take it. */
    boolean release(String head) {
        if (held == null) {
            return true;
        }
        try {
            Map<String, String> kept = Map.of(
                    Annotations.EPOCH, held.annotations().getOrDefault(Annotations.EPOCH, ""),
                    Annotations.RELEASE, release,
                    Annotations.HEAD, head);
            store.put(ref, new LeaseStore.Lease("", held.resourceVersion(), DURATION, kept));
            held = null;
            return true;
        } catch (ClusterException e) {
            try {
                reread();
            } catch (ContestedException taken) {
                held = null;
            }
            return held == null;
        }
    }
}
