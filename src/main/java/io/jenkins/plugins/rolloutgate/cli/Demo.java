package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.ClusterAccess;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.metrics.http.HttpEndpoint;
import io.jenkins.plugins.rolloutgate.metrics.prometheus.PrometheusSource;
import io.jenkins.plugins.rolloutgate.playground.BlueGreenApp;
import io.jenkins.plugins.rolloutgate.playground.CanaryApp;
import io.jenkins.plugins.rolloutgate.playground.Options;
import io.jenkins.plugins.rolloutgate.playground.Playground;
import io.jenkins.plugins.rolloutgate.playground.traffic.Front;
import io.jenkins.plugins.rolloutgate.playground.traffic.LoadGenerator;
import io.jenkins.plugins.rolloutgate.playground.traffic.LoadPlan;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.run.Helpers;
import io.jenkins.plugins.rolloutgate.run.Metrics;
import io.jenkins.plugins.rolloutgate.run.Release;
import io.jenkins.plugins.rolloutgate.run.ReleaseEngine;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import io.jenkins.plugins.rolloutgate.run.SmokeTests;
import io.jenkins.plugins.rolloutgate.run.SteadyClock;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenArguments;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec.Mode;
import io.jenkins.plugins.rolloutgate.strategy.CanaryArguments;
import io.jenkins.plugins.rolloutgate.strategy.ReleaseSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The releases of the demo, on a playground with traffic. */
final class Demo implements AutoCloseable {
    static final String NAMESPACE = "shop";
    static final String APPLICATION = "checkout";
    static final String CANARY_APPLICATION = "search";

    private static final int REPLICAS = 3;
    private static final Duration READY_WITHIN = Duration.ofSeconds(20);
    private static final LoadPlan LOAD = new LoadPlan(2, 2, 25, "/", Duration.ofHours(1));
    /** A decision from measurements needs requests to measure. */
    private static final LoadPlan CANARY_LOAD = new LoadPlan(2, 4, 60, "/", Duration.ofHours(1));

    private final Shell shell;
    private final OutputOptions output;
    private final Screen screen;
    private final ReleaseStore store;
    private final Playground playground;
    private final OpenCluster cluster;
    private final ReleaseEngine engine;
    private LoadGenerator load;

    /**
     * What is shown, and how it must end.
     *
     * @param loses whether requests fail because the new version itself fails them
     */
    private record Step(String title, ReleaseSpec spec, Outcome expected, boolean loses) {}

    private static final List<Step> BLUE_GREEN = List.of(
            new Step("A good release", blueGreen(APPLICATION + ":1.5"), Outcome.PROMOTED, false),
            new Step("A bad release", blueGreen(APPLICATION + ":1.6-crash"), Outcome.ROLLED_BACK, false),
            new Step("A rollback by hand", rollback(), Outcome.ROLLED_BACK, false));

    private static final List<Step> CANARY = List.of(
            new Step(
                    "A good canary",
                    canary(CANARY_APPLICATION + ":2.1", "10%:5s, 50%:6s, 100%:3s"),
                    Outcome.PROMOTED,
                    false),
            // Held longer, as long as a slow machine takes for the requests that prove it bad; it is caught before.
            new Step(
                    "A canary that errs",
                    canary(CANARY_APPLICATION + ":2.2-errors-3", "25%:1m, 100%:3s"),
                    Outcome.ROLLED_BACK,
                    true));

    // All times are shorter than anybody would wait for real, so that the demo takes less than a minute.

    private static ReleaseSpec blueGreen(String image) {
        return new BlueGreenArguments(Mode.DEPLOY)
                .cluster("playground")
                .namespace(NAMESPACE)
                .application(APPLICATION)
                .image(image)
                .watch("3s")
                .drain("4s")
                .scaleDownDelay("4s")
                .spec();
    }

    private static ReleaseSpec rollback() {
        return new BlueGreenArguments(Mode.ROLLBACK)
                .cluster("playground")
                .namespace(NAMESPACE)
                .application(APPLICATION)
                .drain("2s")
                .spec();
    }

    private static ReleaseSpec canary(String image, String phases) {
        return new CanaryArguments()
                .cluster("playground")
                .namespace(NAMESPACE)
                .application(CANARY_APPLICATION)
                .router("httpRoute")
                .image(image)
                .phases(phases)
                .every("1s")
                // Nobody is there to ask: where measurements cannot tell, the demo fails instead of waiting.
                .expires("1m")
                .silence("rollback")
                .objective("error rate < 1%")
                .objective("p95 < 500 ms")
                .scaleDownDelay("2s")
                .spec(QueryCatalogue.builtIn());
    }

    Demo(Options options, Path records, Shell shell, OutputOptions output, Screen screen) {
        this.shell = shell;
        this.output = output;
        this.screen = screen;
        this.store = new ReleaseStore(records);
        this.playground = Playground.start(options);
        this.cluster = OpenCluster.open(
                ClusterAccess.to(URI.create(playground.apiServerUrl())).build(), "playground", NAMESPACE);
        this.engine = new ReleaseEngine(store, SteadyClock.over(InstantSource.system()));
    }

    /** Runs it all, and returns the exit code: 1 if a release did not end as it must, or requests were lost. */
    int run() throws IOException, ClusterException, InterruptedException {
        screen.line("a cluster in this process at " + playground.apiServerUrl() + ", " + APPLICATION + ":1.4 with "
                + REPLICAS + " replicas");
        playground.deployBlueGreen(new BlueGreenApp(NAMESPACE, APPLICATION, APPLICATION + ":1.4", REPLICAS));
        awaitReady(BLUE_GREEN.get(0).spec().targets(), APPLICATION + "-blue");
        List<DemoResult> results = new ArrayList<>();
        load(playground.front(NAMESPACE, APPLICATION + "-active"), LOAD);
        for (Step step : BLUE_GREEN) {
            results.add(run(step, LOAD));
        }
        CanaryApp app = new CanaryApp(NAMESPACE, CANARY_APPLICATION, CANARY_APPLICATION + ":2.0")
                .withRouting(CanaryApp.Routing.HTTP_ROUTE);
        screen.line("");
        screen.line(CANARY_APPLICATION + ":2.0 behind an HTTPRoute, measured by a Prometheus");
        playground.deployCanary(app);
        awaitReady(CANARY.get(0).spec().targets(), CANARY_APPLICATION + "-stable");
        load(playground.front(app), CANARY_LOAD);
        for (Step step : CANARY) {
            results.add(run(step, CANARY_LOAD));
        }
        DemoTable.print(results, shell, output, screen);
        return results.stream().allMatch(DemoResult::passed) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void load(Front front, LoadPlan plan) {
        load = playground.load(front, plan);
        screen.line("traffic from " + DemoTraffic.clients(plan));
    }

    private DemoResult run(Step step, LoadPlan plan) throws IOException {
        screen.line("");
        screen.line(screen.style().bold(step.title()));
        ReleaseRun run = new ReleaseRun(shell, output, store, screen, this::traffic);
        Release release = run.begin(engine, cluster.cluster(), step.spec(), helpers());
        try (DemoTraffic traffic = new DemoTraffic(load, plan, release)) {
            ReportFiles files = run.finish(release);
            DemoResult result = new DemoResult(
                    step.title(), step.expected(), step.loses(), files, traffic.sent(), traffic.failed());
            screen.line("  " + result.sentence(screen.style()));
            return result;
        }
    }

    private Helpers helpers() {
        MetricSource source = new PrometheusSource(
                QueryCatalogue.PROMETHEUS, HttpEndpoint.to(prometheusUrl()).build());
        return new Helpers(SmokeTests.NOT_HERE, Metrics.of(Map.of(QueryCatalogue.PROMETHEUS, source)));
    }

    private void awaitReady(Targets targets, String deployment) throws ClusterException, InterruptedException {
        Semaphore changes = new Semaphore(0);
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        Cluster.Subscription subscription = cluster.cluster().subscribe(targets, changes::release);
        try {
            while (available(targets, deployment) < REPLICAS) {
                if (System.nanoTime() - end > 0) {
                    throw new CommandException(ExitCode.FAILED, "the application of the demo did not get ready");
                }
                boolean unused = changes.tryAcquire(100, TimeUnit.MILLISECONDS);
            }
        } finally {
            subscription.close();
        }
    }

    private int available(Targets targets, String deployment) throws ClusterException {
        return cluster.cluster()
                .observe(targets)
                .deployment(deployment)
                .map(found -> found.status().available())
                .orElse(0);
    }

    String traffic() {
        return load == null ? "" : DemoTraffic.rate(load.snapshot());
    }

    String prometheusUrl() {
        return playground.prometheus().url();
    }

    Path writeKubeconfig(Path file) throws IOException {
        return playground.writeKubeconfig(file);
    }

    @Override
    public void close() {
        engine.close();
        cluster.close();
        playground.close();
    }
}
