package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Route;
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
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Runs canaries under load on the cluster inside this process. */
final class PlaygroundCanaries implements AutoCloseable {
    static final String NAMESPACE = "shop";

    private static final LoadPlan LOAD = new LoadPlan(2, 2, 40, "/", Duration.ofMinutes(3));

    private final Playground playground = Playground.start(Options.FAST);
    private final KubernetesClusters clusters = new KubernetesClusters();
    private final Cluster cluster = clusters.open(
            ClusterAccess.to(URI.create(playground.apiServerUrl())).build());
    private final ReleaseEngine engine;

    PlaygroundCanaries(Path folder) {
        engine = new ReleaseEngine(new ReleaseStore(folder), InstantSource.system());
    }

    Playground playground() {
        return playground;
    }

    CanaryArguments canary(String image, String router) {
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

    /** Starts a release once its application is whole and under load. */
    Release start(CanaryApp app, CanaryArguments arguments, String prometheus) throws Exception {
        playground.namespace(NAMESPACE);
        playground.deployCanary(app);
        CanarySpec spec = arguments.spec(QueryCatalogue.builtIn());
        awaitStable(spec);
        playground.load(playground.front(app), LOAD);
        return engine.start(cluster, spec, "jana", Json.object(), measuringWith(prometheus));
    }

    private static Helpers measuringWith(String prometheus) {
        MetricSource source = new PrometheusSource(
                QueryCatalogue.PROMETHEUS, HttpEndpoint.to(prometheus).build());
        return new Helpers(SmokeTests.NOT_HERE, Metrics.of(Map.of(QueryCatalogue.PROMETHEUS, source)));
    }

    private void awaitStable(CanarySpec spec) throws Exception {
        Semaphore changes = new Semaphore(1);
        Cluster.Subscription subscription = cluster.subscribe(spec.targets(), changes::release);
        while (!isStable(cluster.observe(spec.targets()))) {
            assertThat(changes.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
        subscription.close();
    }

    private static boolean isStable(Observation seen) {
        return seen.deployment("web-stable").orElseThrow().status().available() >= 3
                && seen.route().map(Route::accepted).orElse(true);
    }

    static ReleaseState.End end(Release release) throws Exception {
        try {
            return release.done().get(120, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not over after two minutes:\n" + story(release), e);
        }
    }

    /** The first event of a kind that is as wanted, also one that was there before. */
    static Event await(Release release, EventKind kind, Predicate<Event> wanted) throws Exception {
        CompletableFuture<Event> found = new CompletableFuture<>();
        Predicate<Event> matches = event -> event.kind() == kind && wanted.test(event);
        release.listen(event -> {
            if (matches.test(event)) {
                found.complete(event);
            }
        });
        release.events().stream().filter(matches).findFirst().ifPresent(found::complete);
        return found.get(60, TimeUnit.SECONDS);
    }

    Observation seen(Release release) throws Exception {
        return cluster.observe(Json.read(release.events().get(0).data().path("spec"), CanarySpec.class)
                .targets());
    }

    static String story(Release release) {
        return String.join("\n", release.events().stream().map(Event::line).toList());
    }

    @Override
    public void close() {
        engine.close();
        clusters.close();
        playground.close();
    }
}
