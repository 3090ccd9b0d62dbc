package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.rolloutgate.checklist.state.ChecklistState;
import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesClusters;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import io.jenkins.plugins.rolloutgate.record.RecordReader;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.run.Baselines;
import io.jenkins.plugins.rolloutgate.run.Helpers;
import io.jenkins.plugins.rolloutgate.run.NoCluster;
import io.jenkins.plugins.rolloutgate.run.Release;
import io.jenkins.plugins.rolloutgate.run.ReleaseEngine;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import io.jenkins.plugins.rolloutgate.run.SteadyClock;
import io.jenkins.plugins.rolloutgate.run.preflight.Preflight;
import io.jenkins.plugins.rolloutgate.strategy.CanarySpec;
import io.jenkins.plugins.rolloutgate.strategy.Plan;
import io.jenkins.plugins.rolloutgate.strategy.ReleaseSpec;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * All releases of this controller. They belong to it and not to the builds that asked for them: a build that is killed
 * or deleted does not end its release, and what a restart interrupted goes on from its record. Thread-safe.
 */
@Extension
public class ControllerReleases {
    private static final Logger LOGGER = Logger.getLogger(ControllerReleases.class.getName());
    /**
     * Steps mostly wait for disks and credential stores here, never for a release. A plan may wait for an API server that
     * does not answer, and many of these must not hold up a stop.
     */
    private static final int THREADS = 32;

    private final ReleaseStore store = kept();
    private final ReleaseEngine engine = new ReleaseEngine(store, SteadyClock.over(InstantSource.system()));
    private final KubernetesClusters clusters = new KubernetesClusters();
    private final ExecutorService executor = threads();
    private final StepBodies bodies = new StepBodies(ControllerReleases::isBuilding);
    private final Map<Origin, String> origins = new ConcurrentHashMap<>();
    private final Map<String, String> stranded = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> recovered = new CompletableFuture<>();

    public static ControllerReleases get() {
        return ExtensionList.lookupSingleton(ControllerReleases.class);
    }

    /** Where releases and checklists are kept. */
    static ReleaseStore kept() {
        return new ReleaseStore(new File(Jenkins.get().getRootDir(), "rollout-gate/releases").toPath());
    }

    private static ExecutorService threads() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(() -> asSystem(task), "rollout-gate-step-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    thread.setContextClassLoader(ControllerReleases.class.getClassLoader());
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @SuppressWarnings("try")
    private static void asSystem(Runnable task) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            task.run();
        }
    }

    /** Threads that may do I/O, for what steps have to do beside their releases. */
    Executor executor() {
        return executor;
    }

    StepBodies bodies() {
        return bodies;
    }

    /** Completes when what was unfinished at start-up is either driven again or known to be stranded. */
    CompletableFuture<Void> recovered() {
        return recovered;
    }

    /** The release of this id, if it is driven now. */
    Optional<Release> find(String id) {
        return engine.find(id);
    }

    /** The release that a step asked for, if it was begun since start-up or unfinished then. */
    Optional<String> askedBy(Origin origin) {
        return Optional.ofNullable(origins.get(origin));
    }

    /** Why an unfinished release is not driven, in one line. */
    Optional<String> problem(String id) {
        return Optional.ofNullable(stranded.get(id));
    }

    /** What can be read of a record. */
    RecordReader.Result read(String id) throws IOException {
        return store.read(id);
    }

    Path journal(String id) {
        return store.journal(id);
    }

    boolean has(String id) {
        return store.has(id);
    }

    /** Deletes the releases that are over and need not be kept any more. */
    void discard(Retention retention, Instant now, Consumer<String> log) throws IOException {
        List<String> deleted = new ReleaseFolders(store, log).discard(retention, now);
        origins.values().removeAll(deleted);
        deleted.forEach(ControllerChecklists.get()::forget);
    }

    /**
     * Starts a release.
     *
     * @param entry empty for what only measures
     * @throws AbortException in one line, if the administrator's entry cannot be used
     * @throws IOException if the record cannot be written
     */
    Release start(Run<?, ?> run, Origin origin, Optional<KubernetesCluster> entry, ReleaseSpec spec)
            throws IOException {
        return open(
                entry,
                spec,
                origin,
                new CredentialLookup(Optional.of(run), Optional.empty()),
                Instant.now(),
                (cluster, helpers) -> engine.start(cluster, spec, Requester.of(run), origin.json(), helpers));
    }

    /**
     * Refuses objectives whose baseline cannot be used, before anything is touched.
     *
     * @throws AbortException in one line
     */
    void checkBaselines(String folder, ReleaseSpec spec) throws AbortException {
        try {
            baselines(folder, Instant.now()).check(AllowedSources.objectives(spec));
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** Those that a job of the folder, or of one above it, has captured before. */
    private Baselines baselines(String folder, Instant before) {
        return new Baselines(store, before, origin -> Origin.read(origin).covers(folder));
    }

    /** What a release would write now; reads the cluster and writes nothing. */
    Plan plan(Run<?, ?> run, KubernetesCluster entry, ReleaseSpec spec) throws AbortException {
        CredentialLookup credentials = new CredentialLookup(Optional.of(run), Optional.empty());
        try (var cluster = clusters.open(ClusterLogin.of(entry, credentials))) {
            return Plan.of(spec, cluster.observe(spec.targets()));
        } catch (ClusterException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** Something to do on an open cluster, beside releases. */
    interface ClusterTask<T> {
        T on(io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesCluster cluster)
                throws ClusterException, IOException, InterruptedException;
    }

    /**
     * Does something on a cluster, as the build's credentials allow.
     *
     * @throws AbortException in one line, if the cluster does not do it
     */
    <T> T onCluster(Run<?, ?> run, KubernetesCluster entry, ClusterTask<T> task)
            throws IOException, InterruptedException {
        CredentialLookup credentials = new CredentialLookup(Optional.of(run), Optional.empty());
        try (var cluster = clusters.open(ClusterLogin.of(entry, credentials))) {
            return task.on(cluster);
        } catch (ClusterException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /**
     * What checks find of a cluster now, each within that time.
     *
     * @param source name of the metric source that they ask; empty for none
     * @throws AbortException if the folder may not use that source
     */
    List<Checked> preflight(
            Run<?, ?> run, KubernetesCluster entry, String source, List<Check> checks, Subject subject, Duration within)
            throws IOException, InterruptedException {
        Optional<MetricSource> metrics = source.isEmpty()
                ? Optional.empty()
                : Optional.of(FolderMetrics.source(
                        AllowedClusters.folderOf(run.getParent()),
                        new CredentialLookup(Optional.of(run), Optional.empty()),
                        source));
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            return onCluster(
                    run,
                    entry,
                    cluster -> new Preflight(cluster, metrics, threads, InstantSource.system(), within)
                            .run(checks, subject));
        } finally {
            threads.shutdownNow();
        }
    }

    /** The arguments of a release, as its record has them. */
    ReleaseSpec spec(String id) throws IOException {
        ReleaseState state = store.read(id).state();
        return ReleaseSpec.read(state.strategy(), state.spec());
    }

    /** The step that has begun a release. */
    Origin origin(String id) throws IOException {
        return Origin.read(store.read(id).state().origin());
    }

    /**
     * A release that another step goes on with.
     *
     * @throws AbortException if the job has no such release
     */
    CanarySpec continued(String id, String job) throws IOException {
        boolean own =
                id.matches("[a-z0-9-]+") && store.has(id) && origin(id).job().equals(job);
        if (own && spec(id) instanceof CanarySpec canary) {
            return canary;
        }
        throw new AbortException("release " + id + " is no canary release of this job: give the id that the first"
                + " canaryRollout of this job has returned");
    }

    private interface Begin {
        Release on(Cluster cluster, Helpers helpers) throws IOException;
    }

    private Release open(
            Optional<KubernetesCluster> entry,
            ReleaseSpec spec,
            Origin origin,
            CredentialLookup credentials,
            Instant startedAt,
            Begin begin)
            throws IOException {
        Optional<io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesCluster> cluster = entry.isPresent()
                ? Optional.of(clusters.open(ClusterLogin.of(entry.get(), credentials)))
                : Optional.empty();
        Helpers helpers = new Helpers(
                (environment, answer) -> bodies.ask(origin, environment, answer),
                new FolderMetrics(
                        origin.folder(),
                        credentials,
                        cluster,
                        spec.namespace(),
                        baselines(origin.folder(), startedAt)));
        try {
            Release release =
                    begin.on(spec instanceof VerifySpec ? NoCluster.INSTANCE : cluster.orElseThrow(), helpers);
            origins.put(origin, release.id());
            ControllerChecklists.get().follow(release, origin);
            Future<?> unused = release.done().whenComplete((end, problem) -> {
                cluster.ifPresent(open -> open.close());
                if (problem == null) {
                    stranded.remove(release.id());
                }
            });
            return release;
        } catch (IOException | RuntimeException e) {
            cluster.ifPresent(open -> open.close());
            throw e;
        }
    }

    @SuppressWarnings("try")
    private static boolean isBuilding(Origin origin) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            Run<?, ?> run = Run.fromExternalizableId(origin.buildId());
            return run != null && run.isBuilding();
        }
    }

    /** Goes on with every unfinished release that is not driven; at start-up, and when the entries have changed. */
    void recover() {
        executor.execute(() -> {
            try {
                for (String id : store.ids()) {
                    recover(id);
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "cannot list the releases under " + store.root(), e);
            } finally {
                recovered.complete(null);
            }
        });
    }

    private void recover(String id) {
        if (engine.find(id).isPresent()) {
            return;
        }
        try {
            ReleaseState state = store.read(id).state();
            if (state.isEmpty() || state.end().isPresent() || state.strategy().equals(ChecklistState.STRATEGY)) {
                return;
            }
            Origin origin = Origin.read(state.origin());
            origins.put(origin, id);
            resume(id, state, origin);
            LOGGER.log(Level.INFO, "release {0} of build {1} goes on", new Object[] {id, origin});
        } catch (IOException | RuntimeException e) {
            stranded.put(id, e.getMessage());
            LOGGER.log(
                    Level.WARNING, "release {0} is unfinished and cannot go on: {1}", new Object[] {id, e.getMessage()
                    });
        }
    }

    /** What was allowed at the start is checked again: the entries may have changed since. */
    private void resume(String id, ReleaseState state, Origin origin) throws IOException {
        ReleaseSpec spec = ReleaseSpec.read(state.strategy(), state.spec());
        Optional<Item> job = Optional.ofNullable(Jenkins.get().getItemByFullName(origin.job(), Item.class));
        Optional<Run<?, ?>> run = job.flatMap(found -> Optional.ofNullable(Run.fromExternalizableId(origin.buildId())));
        boolean alone = spec instanceof VerifySpec && spec.cluster().isEmpty();
        Optional<KubernetesCluster> entry = alone
                ? Optional.empty()
                : Optional.of(AllowedClusters.configured().choose(origin.folder(), spec.cluster(), spec.namespace()));
        CredentialLookup credentials = new CredentialLookup(run, job);
        open(
                entry,
                spec,
                origin,
                credentials,
                state.startedAt(),
                (cluster, helpers) -> engine.resume(id, cluster, helpers));
    }

    /** Lets all releases go without ending them: their records stay for the next start. */
    void close() {
        engine.close();
        clusters.close();
        executor.shutdown();
    }
}
