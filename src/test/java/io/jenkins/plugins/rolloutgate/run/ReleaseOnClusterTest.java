package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec;
import io.jenkins.plugins.rolloutgate.strategy.HttpProbe;
import io.jenkins.plugins.rolloutgate.strategy.OnFailure;
import io.jenkins.plugins.rolloutgate.testcluster.BlueGreenApplication;
import io.jenkins.plugins.rolloutgate.testcluster.TestAccess;
import io.jenkins.plugins.rolloutgate.testcluster.TestCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole releases on the cluster of the tests. Simulated pods of the real one have no network: probes are off there. */
class ReleaseOnClusterTest {
    private static final String OLD = "web:1";

    @TempDir
    private Path folder;

    private final TestCluster testCluster = TestCluster.shared();
    private final KubernetesClient client = testCluster.client();
    private String namespace;
    private Cluster cluster;
    private ReleaseEngine engine;

    @BeforeEach
    void createApplication() {
        namespace = testCluster.newNamespace();
        new BlueGreenApplication(namespace, "web", OLD, 3).create(client).awaitReady(client);
        cluster = TestAccess.cluster(testCluster);
        engine = new ReleaseEngine(new ReleaseStore(folder), InstantSource.system());
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private BlueGreenSpec spec(String image, OnFailure onFailure, boolean smoke) {
        return new BlueGreenSpec(
                BlueGreenSpec.Mode.DEPLOY,
                "test",
                namespace,
                "web",
                "web-blue",
                "web-green",
                "web-active",
                "web-preview",
                false,
                image,
                "",
                0,
                Duration.ofSeconds(60),
                testCluster.isReal() ? Optional.empty() : Optional.of(HttpProbe.DEFAULT),
                smoke,
                Duration.ZERO,
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                "",
                onFailure,
                false,
                false);
    }

    private Release start(BlueGreenSpec spec, SmokeTests smokeTests) throws Exception {
        return engine.start(cluster, spec, "jana", Json.object(), Helpers.of(smokeTests));
    }

    private ReleaseState.End run(String image) throws Exception {
        return end(start(spec(image, OnFailure.ROLLBACK, false), SmokeTests.NOT_HERE));
    }

    private static ReleaseState.End end(Release release) throws Exception {
        return release.done().get(90, TimeUnit.SECONDS);
    }

    private String activeColour() {
        return client.services()
                .inNamespace(namespace)
                .withName("web-active")
                .get()
                .getSpec()
                .getSelector()
                .get("version");
    }

    private int replicas(String deployment) {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(deployment)
                .get()
                .getSpec()
                .getReplicas();
    }

    private Optional<LeaseStore.Lease> lease() throws Exception {
        return cluster.lease(leaseRef());
    }

    private ObjectRef leaseRef() {
        return spec(OLD, OnFailure.HOLD, false).targets().leaseRef();
    }

    @Test
    void aLeaseThatAnEndedReleaseCouldNotGiveBackLocksNobodyOut() throws Exception {
        Release first = start(spec("web:good-1", OnFailure.ROLLBACK, false), SmokeTests.NOT_HERE);
        end(first);
        LeaseStore.Lease free = lease().orElseThrow();
        cluster.put(
                leaseRef(),
                new LeaseStore.Lease(
                        first.id() + "/gone", free.resourceVersion(), Duration.ofSeconds(30), free.annotations()));

        assertThat(run("web:good-2").outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(lease().orElseThrow().holder()).isEmpty();
    }

    @Test
    void tenReleasesInARowAlternateTheColours() throws Exception {
        for (int i = 1; i <= 10; i++) {
            ReleaseState.End end = run("web:good-" + i);

            assertThat(end.outcome()).as(end.reason()).isEqualTo(Outcome.PROMOTED);
            assertThat(activeColour()).isEqualTo(i % 2 == 1 ? "green" : "blue");
        }

        assertThat(replicas("web-green")).isZero();
        assertThat(replicas("web-blue")).isEqualTo(3);
        assertThat(lease())
                .hasValueSatisfying(lease -> assertThat(lease.holder()).isEmpty());
    }

    @Test
    void aCrashingImageIsRolledBackWithTheCause() throws Exception {
        ReleaseState.End end = run("web:crash");

        assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end.reason()).contains("web-green", "crashed", "the traffic stayed on " + OLD);
        assertThat(activeColour()).isEqualTo("blue");
        assertThat(replicas("web-green")).isZero();
    }

    @Test
    void anImageThatCannotBePulledIsRolledBackBeforeTheTimeout() throws Exception {
        ReleaseState.End end = run("web:unpullable");

        assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end.reason()).contains("web:unpullable cannot be pulled");
    }

    @Test
    void failedSmokeTestsNeverMoveTheTraffic() throws Exception {
        SmokeTests failing = (environment, answer) ->
                answer.accept(new GateRunner.Answer(Verdict.FAIL, "exit code 3", Json.object()));

        ReleaseState.End end = end(start(spec("web:2", OnFailure.ROLLBACK, true), failing));

        assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end.reason()).contains("smoke tests: exit code 3");
        assertThat(activeColour()).isEqualTo("blue");
    }

    @Test
    void anAbortBringsTheIdleColourBack() throws Exception {
        CompletableFuture<Void> testing = new CompletableFuture<>();
        Release release =
                start(spec("web:2", OnFailure.ROLLBACK, true), (environment, answer) -> testing.complete(null));
        testing.get(60, TimeUnit.SECONDS);

        release.abort("paul", "aborted by paul");
        ReleaseState.End end = end(release);

        assertThat(end.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(end.reason()).contains("aborted by paul");
        assertThat(replicas("web-green")).isZero();
    }

    @Test
    void aForeignSelectorChangeIsHeldAndNotOverwritten() throws Exception {
        CompletableFuture<Void> testing = new CompletableFuture<>();
        Release release =
                start(spec("web:2", OnFailure.ROLLBACK, true), (environment, answer) -> testing.complete(null));
        testing.get(60, TimeUnit.SECONDS);

        client.services().inNamespace(namespace).withName("web-active").edit(service -> {
            service.getSpec().getSelector().put("version", "green");
            return service;
        });
        ReleaseState.End end = end(release);

        assertThat(end.outcome()).isEqualTo(Outcome.HELD);
        assertThat(end.reason()).contains("by somebody else");
        assertThat(activeColour()).isEqualTo("green");
    }

    @Test
    void aSecondReleaseIsRefusedWhileTheFirstHoldsTheLease() throws Exception {
        CompletableFuture<Void> testing = new CompletableFuture<>();
        Release first = start(spec("web:2", OnFailure.ROLLBACK, true), (environment, answer) -> testing.complete(null));
        testing.get(60, TimeUnit.SECONDS);

        ReleaseState.End second = run("web:3");

        assertThat(second.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(second.reason()).contains("release " + first.id() + " holds lease");
        first.abort("paul", "enough");
        assertThat(end(first).outcome()).isEqualTo(Outcome.ABORTED);
    }

    @Test
    void anotherProcessGoesOnFromTheJournal() throws Exception {
        CompletableFuture<Void> testing = new CompletableFuture<>();
        Release release =
                start(spec("web:2", OnFailure.ROLLBACK, true), (environment, answer) -> testing.complete(null));
        testing.get(60, TimeUnit.SECONDS);
        engine.close();

        engine = new ReleaseEngine(new ReleaseStore(folder), InstantSource.system());
        SmokeTests passing = (environment, answer) ->
                answer.accept(new GateRunner.Answer(Verdict.PASS, "all passed", Json.object()));
        Release resumed = engine.resume(release.id(), cluster, Helpers.of(passing));

        assertThat(end(resumed).outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(resumed.events()).extracting(Event::kind).contains(EventKind.RESUMED);
        assertThat(engine.store().read(release.id()).damage()).isEmpty();
    }

    @Test
    void anotherProcessGoesOnWithoutTheJournal() throws Exception {
        CompletableFuture<Void> testing = new CompletableFuture<>();
        Release release =
                start(spec("web:2", OnFailure.ROLLBACK, true), (environment, answer) -> testing.complete(null));
        testing.get(60, TimeUnit.SECONDS);
        engine.close();
        Files.delete(engine.store().journal(release.id()));

        engine = new ReleaseEngine(new ReleaseStore(folder), InstantSource.system());
        Release adopted = engine.adopt(lease().orElseThrow(), leaseRef(), cluster, Helpers.NONE);
        ReleaseState.End end = end(adopted);

        assertThat(end.outcome()).as(end.reason()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(replicas("web-green")).isZero();
        assertThat(lease())
                .hasValueSatisfying(lease -> assertThat(lease.holder()).isEmpty());
    }

    @Test
    void nonsenseIsRefusedBeforeTheFirstWrite() throws Exception {
        List<String> before = resourceVersions();

        ReleaseState.End end = run(OLD);

        assertThat(end.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(end.reason()).contains("image web:1 is the one that runs already on web-blue");
        assertThat(resourceVersions()).isEqualTo(before);
    }

    private List<String> resourceVersions() {
        return client.services().inNamespace(namespace).list().getItems().stream()
                .map(service -> service.getMetadata().getResourceVersion())
                .toList();
    }
}
