package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.ClusterAccess;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesClusters;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.metrics.http.HttpEndpoint;
import io.jenkins.plugins.rolloutgate.metrics.prometheus.PrometheusSource;
import io.jenkins.plugins.rolloutgate.playground.CanaryApp;
import io.jenkins.plugins.rolloutgate.playground.Options;
import io.jenkins.plugins.rolloutgate.playground.Playground;
import io.jenkins.plugins.rolloutgate.playground.traffic.LoadPlan;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.strategy.CanaryArguments;
import io.jenkins.plugins.rolloutgate.strategy.CanarySpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole canaries with real requests and measurements, on the cluster inside this process. */
class CanaryOnPlaygroundTest {
    private static final String NAMESPACE = "shop";
    private static final LoadPlan LOAD = new LoadPlan(2, 2, 40, "/", Duration.ofMinutes(3));

    @TempDir
    Path folder;

    private Playground playground;
    private KubernetesClusters clusters;
    private Cluster cluster;
    private ReleaseEngine engine;

    @BeforeEach
    void start() {
        playground = Playground.start(Options.FAST);
        clusters = new KubernetesClusters();
        cluster = clusters.open(
                ClusterAccess.to(URI.create(playground.apiServerUrl())).build());
        engine = new ReleaseEngine(new ReleaseStore(folder), InstantSource.system());
    }

    @AfterEach
    void stop() {
        engine.close();
        clusters.close();
        playground.close();
    }

    private CanaryArguments canary(String image, String router) {
        return new CanaryArguments()
                .namespace(NAMESPACE)
                .application("web")
                .router(router)
                .image(image)
                .phases("25%:4s, 50%:4s, 100%:2s")
                .every("1s")
                .scaleDownDelay("1s")
                .timeout("60s");
    }

    private Helpers measuring() {
        MetricSource source = new PrometheusSource(
                QueryCatalogue.PROMETHEUS,
                HttpEndpoint.to(playground.prometheus().url()).build());
        return new Helpers(SmokeTests.NOT_HERE, Metrics.of(Map.of(QueryCatalogue.PROMETHEUS, source)));
    }

    private Release release(CanaryApp app, CanaryArguments arguments) throws Exception {
        playground.namespace(NAMESPACE);
        playground.deployCanary(app);
        CanarySpec spec = arguments.spec(QueryCatalogue.builtIn());
        awaitStable(spec);
        playground.load(playground.front(app), LOAD);
        return engine.start(cluster, spec, "jana", Json.object(), measuring());
    }

    private void awaitStable(CanarySpec spec) throws Exception {
        Semaphore changes = new Semaphore(1);
        Cluster.Subscription subscription = cluster.subscribe(spec.targets(), changes::release);
        while (cluster.observe(spec.targets())
                        .deployment("web-stable")
                        .orElseThrow()
                        .status()
                        .available()
                < 3) {
            assertThat(changes.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
        subscription.close();
    }

    private static ReleaseState.End end(Release release) throws Exception {
        return release.done().get(120, TimeUnit.SECONDS);
    }

    private Observation seen(Release release) throws Exception {
        return cluster.observe(Json.read(release.events().get(0).data().path("spec"), CanarySpec.class)
                .targets());
    }

    private static String story(Release release) {
        return String.join("\n", release.events().stream().map(Event::line).toList());
    }

    @Test
    void aHealthyCanaryIsPromotedByReplicas() throws Exception {
        CanaryApp app = new CanaryApp(NAMESPACE, "web", "web:1");

        Release release = release(app, canary("web:2", "replicas").objective("error rate < 5%"));

        assertThat(end(release).outcome()).as(story(release)).isEqualTo(Outcome.PROMOTED);
        Observation after = seen(release);
        assertThat(after.deployment("web-stable").orElseThrow().image("")).isEqualTo("web:2");
        assertThat(after.deployment("web-canary").orElseThrow().desired()).isZero();
        assertThat(after.service("web-active").orElseThrow().selector()).doesNotContainKey("version");
        assertThat(release.events().stream().filter(event -> event.kind() == EventKind.PHASE_PASSED))
                .extracting(event -> event.data().path("percent").asInt())
                .containsExactly(25, 50, 100);
    }

    @Test
    void aHealthyCanaryIsPromotedByAnHttpRoute() throws Exception {
        CanaryApp app = new CanaryApp(NAMESPACE, "web", "web:1").withRouting(CanaryApp.Routing.HTTP_ROUTE);

        Release release = release(app, canary("web:2", "httpRoute").objective("error rate < 5%"));

        assertThat(end(release).outcome()).as(story(release)).isEqualTo(Outcome.PROMOTED);
        assertThat(seen(release).route().orElseThrow().share("web-stable")).isEqualTo(100);
    }

    @Test
    void aCanaryWithErrorsIsTakenBack() throws Exception {
        CanaryApp app = new CanaryApp(NAMESPACE, "web", "web:1").withRouting(CanaryApp.Routing.HTTP_ROUTE);

        Release release = release(app, canary("web:errors-50", "httpRoute").objective("error rate < 5%"));

        assertThat(end(release).outcome()).as(story(release)).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end(release).reason()).contains("error rate");
        assertThat(seen(release).route().orElseThrow().share("web-canary")).isZero();
        assertThat(seen(release).deployment("web-stable").orElseThrow().image(""))
                .isEqualTo("web:1");
    }

    @Test
    void aSourceThatDoesNotAnswerHoldsUntilSomebodySaysNo() throws Exception {
        CanaryApp app = new CanaryApp(NAMESPACE, "web", "web:1");
        CompletableFuture<String> asked = new CompletableFuture<>();
        playground.prometheus().kill();

        Release release = release(app, canary("web:2", "replicas").objective("error rate < 5%"));
        release.listen(event -> {
            if (event.kind() == EventKind.QUESTION) {
                asked.complete(event.text("id"));
            }
        });
        release.events().stream()
                .filter(event -> event.kind() == EventKind.QUESTION)
                .findFirst()
                .ifPresent(event -> asked.complete(event.text("id")));
        String question = asked.get(60, TimeUnit.SECONDS);
        boolean decided = release.events().stream().anyMatch(event -> event.kind() == EventKind.DECISION);
        release.decide("jana", "test", question, "no-go", "not blind");

        assertThat(decided).isFalse();
        assertThat(end(release).outcome()).as(story(release)).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end(release).reason()).contains("no-go by jana: not blind");
    }
}
