package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.ClusterAccess;
import io.jenkins.plugins.rolloutgate.playground.BlueGreenApp;
import io.jenkins.plugins.rolloutgate.playground.Options;
import io.jenkins.plugins.rolloutgate.playground.Playground;
import io.jenkins.plugins.rolloutgate.playground.traffic.LoadGenerator;
import io.jenkins.plugins.rolloutgate.playground.traffic.LoadPlan;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.run.Helpers;
import io.jenkins.plugins.rolloutgate.run.Release;
import io.jenkins.plugins.rolloutgate.run.ReleaseEngine;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenArguments;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec.Mode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The releases of the demo, on a playground with traffic. */
final class Demo implements AutoCloseable {
    static final String NAMESPACE = "shop";
    static final String APPLICATION = "checkout";

    private static final int REPLICAS = 3;
    private static final Duration READY_WITHIN = Duration.ofSeconds(20);
    private static final LoadPlan LOAD = new LoadPlan(2, 2, 25, "/", Duration.ofHours(1));

    private final Shell shell;
    private final OutputOptions output;
    private final Screen screen;
    private final ReleaseStore store;
    private final Playground playground;
    private final OpenCluster cluster;
    private final ReleaseEngine engine;
    private LoadGenerator load;

    /** What is shown, and how it must end. */
    private record Step(String title, String image, Outcome expected) {
        BlueGreenArguments arguments() {
            boolean rollback = image.isEmpty();
            // Shorter than anybody would wait for real, so that the demo takes half a minute.
            return new BlueGreenArguments(rollback ? Mode.ROLLBACK : Mode.DEPLOY)
                    .cluster("playground")
                    .namespace(NAMESPACE)
                    .application(APPLICATION)
                    .image(image)
                    .watch(rollback ? "0s" : "3s")
                    .drain(rollback ? "2s" : "4s")
                    .scaleDownDelay(rollback ? "0s" : "4s");
        }
    }

    private static final List<Step> STEPS = List.of(
            new Step("A good release", APPLICATION + ":1.5", Outcome.PROMOTED),
            new Step("A bad release", APPLICATION + ":1.6-crash", Outcome.ROLLED_BACK),
            new Step("A rollback by hand", "", Outcome.ROLLED_BACK));

    Demo(Options options, Path records, Shell shell, OutputOptions output, Screen screen) {
        this.shell = shell;
        this.output = output;
        this.screen = screen;
        this.store = new ReleaseStore(records);
        this.playground = Playground.start(options);
        this.cluster = OpenCluster.open(
                ClusterAccess.to(URI.create(playground.apiServerUrl())).build(), "playground", NAMESPACE);
        this.engine = new ReleaseEngine(store, InstantSource.system());
    }

    /** Runs it all, and returns the exit code: 1 if a release did not end as it must, or requests were lost. */
    int run() throws IOException, ClusterException, InterruptedException {
        screen.line("a cluster in this process at " + playground.apiServerUrl() + ", " + APPLICATION + ":1.4 with "
                + REPLICAS + " replicas");
        playground.deployBlueGreen(new BlueGreenApp(NAMESPACE, APPLICATION, APPLICATION + ":1.4", REPLICAS));
        awaitApplication();
        load = playground.load(playground.front(NAMESPACE, APPLICATION + "-active"), LOAD);
        screen.line("traffic from " + DemoTraffic.clients(LOAD));
        List<DemoResult> results = new ArrayList<>();
        for (Step step : STEPS) {
            results.add(run(step));
        }
        DemoTable.print(results, shell, output, screen);
        return results.stream().allMatch(DemoResult::passed) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private DemoResult run(Step step) throws IOException {
        screen.line("");
        screen.line(screen.style().bold(step.title()));
        ReleaseRun run = new ReleaseRun(shell, output, store, screen, this::traffic);
        Release release = run.begin(engine, cluster.cluster(), step.arguments().spec(), Helpers.NONE);
        try (DemoTraffic traffic = new DemoTraffic(load, LOAD, release)) {
            ReportFiles files = run.finish(release);
            DemoResult result = new DemoResult(step.title(), step.expected(), files, traffic.sent(), traffic.failed());
            screen.line("  " + result.sentence(screen.style()));
            return result;
        }
    }

    private void awaitApplication() throws ClusterException, InterruptedException {
        Targets targets = new BlueGreenArguments(Mode.ROLLBACK)
                .namespace(NAMESPACE)
                .application(APPLICATION)
                .spec()
                .targets();
        Semaphore changes = new Semaphore(0);
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        Cluster.Subscription subscription = cluster.cluster().subscribe(targets, changes::release);
        try {
            while (cluster.cluster().observe(targets).readyEndpoints(APPLICATION + "-active") < REPLICAS) {
                if (System.nanoTime() - end > 0) {
                    throw new CommandException(ExitCode.FAILED, "the application of the demo did not get ready");
                }
                boolean unused = changes.tryAcquire(100, TimeUnit.MILLISECONDS);
            }
        } finally {
            subscription.close();
        }
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
