package io.jenkins.plugins.rolloutgate.bench;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.ClusterAccess;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesCluster;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesClusters;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.GateRunner;
import io.jenkins.plugins.rolloutgate.run.ReleaseDriver;
import io.jenkins.plugins.rolloutgate.run.Turn;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenStrategy;
import io.jenkins.plugins.rolloutgate.strategy.OnFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Our engine, with its journal on disk. */
final class Engine implements ReleaseRunner {
    private static final int THREADS = 32;

    private final KubernetesClusters clusters = new KubernetesClusters();
    private final KubernetesCluster cluster;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final Path records;

    Engine(Config config) {
        cluster = clusters.open(ClusterAccess.to(URI.create(config.getMasterUrl()))
                .certificateAuthority(decode(config.getCaCertData()))
                .clientCertificate(decode(config.getClientCertData()), decode(config.getClientKeyData()))
                .build());
        try {
            records = Files.createTempDirectory("rollout-gate-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    @Override
    public CompletableFuture<Void> run(String namespace, String application, String image) {
        Release release = new Release(spec(namespace, application, image));
        release.wake();
        return release.ended;
    }

    private static BlueGreenSpec spec(String namespace, String application, String image) {
        return new BlueGreenSpec(
                BlueGreenSpec.Mode.DEPLOY,
                "bench",
                namespace,
                application,
                application + "-blue",
                application + "-green",
                application + "-active",
                application + "-preview",
                false,
                image,
                "",
                0,
                Duration.ofMinutes(5),
                Optional.empty(),
                false,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                "",
                OnFailure.ROLLBACK,
                false,
                false);
    }

    private final class Release implements Runnable {
        final CompletableFuture<Void> ended = new CompletableFuture<>();
        private final AtomicInteger wakes = new AtomicInteger();
        private final BlueGreenSpec spec;
        private FileJournal journal;
        private ReleaseRecord record;
        private ReleaseDriver driver;
        private Cluster.Subscription subscription;
        private ScheduledFuture<?> timer;

        Release(BlueGreenSpec spec) {
            this.spec = spec;
        }

        void wake() {
            if (wakes.getAndIncrement() == 0) {
                threads.execute(this);
            }
        }

        @Override
        public void run() {
            int seen;
            do {
                seen = wakes.get();
                try {
                    turn();
                } catch (IOException | RuntimeException e) {
                    ended.completeExceptionally(e);
                }
            } while (!wakes.compareAndSet(seen, 0));
        }

        private void turn() throws IOException {
            if (ended.isDone()) {
                return;
            }
            if (driver == null) {
                begin();
            }
            Turn turn = driver.turn();
            if (timer != null) {
                timer.cancel(false);
            }
            if (turn.over()) {
                subscription.close();
                journal.close();
                finish();
            } else {
                turn.again()
                        .ifPresent(when -> timer = threads.schedule(
                                this::wake,
                                Duration.between(Instant.now(), when).toMillis(),
                                TimeUnit.MILLISECONDS));
            }
        }

        private void begin() throws IOException {
            String id = UUID.randomUUID().toString();
            journal = new FileJournal(records.resolve(id));
            record = ReleaseRecord.open(journal);
            record.append(
                    Instant.now(),
                    "bench",
                    EventKind.STARTED,
                    Json.object()
                            .put("release", id)
                            .put("strategy", "blue-green")
                            .set("spec", Json.tree(spec)));
            driver = new ReleaseDriver(
                    record,
                    new BlueGreenStrategy(spec),
                    spec.targets(),
                    cluster,
                    (gate, answer) ->
                            answer.accept(new GateRunner.Answer(Verdict.INCONCLUSIVE, "not asked", Json.object())),
                    InstantSource.system(),
                    id.substring(0, 8),
                    (gate, answer) -> {});
            subscription = cluster.subscribe(spec.targets(), this::wake);
        }

        private void finish() {
            if (record.state()
                    .end()
                    .filter(end -> end.outcome() == Outcome.PROMOTED)
                    .isPresent()) {
                ended.complete(null);
            } else {
                ended.completeExceptionally(new IllegalStateException(
                        spec.application() + ": " + record.state().end()));
            }
        }
    }

    @Override
    public String userAgent() {
        return "rollout-gate";
    }

    @Override
    public void close() {
        threads.shutdownNow();
        cluster.close();
        clusters.close();
    }
}
