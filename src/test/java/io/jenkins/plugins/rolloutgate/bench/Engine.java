package io.jenkins.plugins.rolloutgate.bench;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesCluster;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesClusters;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.run.Helpers;
import io.jenkins.plugins.rolloutgate.run.ReleaseEngine;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec;
import io.jenkins.plugins.rolloutgate.strategy.OnFailure;
import io.jenkins.plugins.rolloutgate.testcluster.TestAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Our engine, with all its checks and its records on disk. */
final class Engine implements ReleaseRunner {
    private final KubernetesClusters clusters = new KubernetesClusters();
    private final KubernetesCluster cluster;
    private final ReleaseEngine engine;

    Engine(Config config) {
        cluster = clusters.open(TestAccess.access(config));
        engine = new ReleaseEngine(new ReleaseStore(records()), InstantSource.system());
    }

    /** Not in /tmp, which may be memory, where forcing a record to disk costs nothing. */
    private static Path records() {
        try {
            return Files.createTempDirectory(Path.of("target"), "bench-records-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletableFuture<Void> run(String namespace, String application, String image) {
        try {
            return engine.start(cluster, spec(namespace, application, image), "bench", Json.object(), Helpers.NONE)
                    .done()
                    .thenAccept(Engine::requirePromoted);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void requirePromoted(ReleaseState.End end) {
        if (end.outcome() != Outcome.PROMOTED) {
            throw new IllegalStateException(end.outcome() + ": " + end.reason());
        }
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

    @Override
    public String userAgent() {
        return "rollout-gate";
    }

    @Override
    public void close() {
        engine.close();
        cluster.close();
        clusters.close();
    }
}
