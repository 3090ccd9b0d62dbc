package io.jenkins.plugins.rolloutgate.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.strategy.ReleaseSpec;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Drives any number of releases on a fixed number of threads. Thread-safe.
 *
 * <p>Starting and resuming read and write files and may read the cluster, so they are not for threads that must not
 * block.
 */
public final class ReleaseEngine implements AutoCloseable {
    /** Turns mostly wait for the API server, which lets many be served at once; idle threads end after seconds. */
    private static final int THREADS = 64;

    private static final Logger LOGGER = Logger.getLogger(ReleaseEngine.class.getName());

    private final ReleaseStore store;
    private final InstantSource clock;
    private final ReleaseIds ids;
    private final Map<String, Release> releases = new ConcurrentHashMap<>();
    private final ExecutorService pool;
    /** Of their own, so that no way back waits behind metric sources that hang. */
    private final ExecutorService gates;

    private final ScheduledExecutorService timer;

    public ReleaseEngine(ReleaseStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.ids = new ReleaseIds(clock);
        this.pool = workers("rollout-gate");
        this.gates = workers("rollout-gate-gates");
        ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1, threads("rollout-gate-timer"));
        alarms.setRemoveOnCancelPolicy(true);
        this.timer = alarms;
    }

    private static ExecutorService workers(String name) {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads(name));
        workers.allowCoreThreadTimeOut(true);
        // Calls that come while the engine closes have nobody to answer any more.
        workers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return workers;
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(ReleaseEngine.class.getClassLoader());
            return thread;
        };
    }

    public ReleaseStore store() {
        return store;
    }

    /** The release of this id, if this process drives it now; one that is over is in the store alone. */
    public Optional<Release> find(String id) {
        return Optional.ofNullable(releases.get(id));
    }

    /**
     * Starts a release.
     *
     * @param actor who asked for it
     * @param origin where it was asked from, kept in the record as it is
     * @throws IOException if the record cannot be written; nothing was done then
     */
    public Release start(Cluster cluster, ReleaseSpec spec, String actor, ObjectNode origin, Helpers helpers)
            throws IOException {
        String id = ids.next(spec.idPrefix());
        FileJournal journal = store.open(id);
        try {
            ReleaseRecord record = ReleaseRecord.open(journal);
            ObjectNode data = Json.object()
                    .put("release", id)
                    .put("strategy", spec.strategyName())
                    .put("mode", spec.isRollback() ? "ROLLBACK" : "DEPLOY")
                    .put("tool", version());
            data.set("origin", origin);
            data.set("spec", Json.tree(spec));
            record.append(clock.instant(), actor, EventKind.STARTED, data);
            return drive(journal, record, cluster, helpers, Optional.empty());
        } catch (IOException | RuntimeException | Error e) {
            journal.close();
            throw e;
        }
    }

    /**
     * A wish to stop a release.
     *
     * @param actor who wishes it
     */
    public record Stop(String actor, String reason) {}

    /**
     * Goes on with a release whose process is gone.
     *
     * @throws IOException if the record cannot be read, is damaged, or another process drives it
     */
    public Release resume(String id, Cluster cluster, Helpers helpers) throws IOException {
        return resume(id, cluster, helpers, Optional.empty());
    }

    /**
     * Goes on with a release whose process is gone, perhaps only to stop it.
     *
     * @throws IOException if the record cannot be read, is damaged, or another process drives it
     */
    public Release resume(String id, Cluster cluster, Helpers helpers, Optional<Stop> stop) throws IOException {
        FileJournal journal = store.open(id);
        try {
            return drive(journal, ReleaseRecord.open(journal), cluster, helpers, stop);
        } catch (IOException | RuntimeException | Error e) {
            journal.close();
            throw e;
        }
    }

    /**
     * Goes on with a release whose journal is gone, from what its Lease and annotations say.
     *
     * @throws ClusterException if the cluster cannot be read
     * @throws IOException if the new record cannot be written
     */
    public Release adopt(LeaseStore.Lease lease, ObjectRef ref, Cluster cluster, Helpers helpers)
            throws ClusterException, IOException {
        return adopt(lease, ref, cluster, helpers, Optional.empty());
    }

    /**
     * Goes on with a release whose journal is gone, perhaps only to stop it.
     *
     * @throws ClusterException if the cluster cannot be read
     * @throws IOException if the new record cannot be written
     */
    public Release adopt(LeaseStore.Lease lease, ObjectRef ref, Cluster cluster, Helpers helpers, Optional<Stop> stop)
            throws ClusterException, IOException {
        ReleaseSpec spec = Adoption.spec(lease)
                .orElseThrow(() -> new ClusterException(
                        ClusterException.Problem.NOT_FOUND,
                        ref + " carries no unfinished release: nothing to recover"));
        ObjectNode data = Adoption.event(lease, cluster.observe(spec.targets()));
        String id = data.path("release").asText();
        String folder = store.has(id) ? id + "-adopted-" + ids.nonce() : id;
        FileJournal journal = store.open(folder);
        try {
            ReleaseRecord record = ReleaseRecord.open(journal);
            record.append(clock.instant(), Event.ENGINE, EventKind.ADOPTED, data);
            return drive(journal, record, cluster, helpers, stop);
        } catch (IOException | RuntimeException | Error e) {
            journal.close();
            throw e;
        }
    }

    private Release drive(
            FileJournal journal, ReleaseRecord record, Cluster cluster, Helpers helpers, Optional<Stop> stop) {
        ReleaseState state = record.state();
        ReleaseSpec spec = ReleaseSpec.read(state.strategy(), state.spec());
        Release release = new Release(journal, record, clock, pool, timer);
        ReleaseDriver driver = new ReleaseDriver(
                record,
                spec.strategy(),
                spec.targets(),
                cluster,
                new ClusterGates(cluster, spec.namespace(), helpers, clock, gates, timer),
                clock,
                ids.nonce(),
                release::answered,
                this::isOver);
        Cluster.Subscription subscription = cluster.subscribe(spec.targets(), release::wake);
        releases.put(release.id(), release);
        Future<?> unused = release.done().whenComplete((end, problem) -> releases.remove(release.id(), release));
        stop.ifPresent(wish -> release.stopAtOnce(wish.actor(), wish.reason()));
        release.begin(driver, subscription);
        return release;
    }

    /** Whether a release of this store has ended, and is not giving its Lease back just now. */
    private boolean isOver(String id) {
        try {
            return !releases.containsKey(id)
                    && store.has(id)
                    && store.read(id).damage().isEmpty()
                    && store.read(id).state().end().isPresent();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "record of release " + id + " cannot be read");
            return false;
        }
    }

    private static String version() {
        String version = ReleaseEngine.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Lets every release go without ending it; their records and Leases stay for whoever recovers them. */
    @Override
    public void close() {
        timer.shutdownNow();
        pool.shutdown();
        gates.shutdown();
        releases.values().forEach(Release::letGo);
    }
}
