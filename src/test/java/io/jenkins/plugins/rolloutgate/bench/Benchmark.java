package io.jenkins.plugins.rolloutgate.bench;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.jenkins.plugins.rolloutgate.testcluster.BlueGreenApplication;
import io.jenkins.plugins.rolloutgate.testcluster.RealCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Measures releases on a real API server, for {@code docs/performance.md}; started by {@code src/test/bench/run}. */
final class Benchmark {
    private static final String NAMESPACE = "bench";
    private static final int REPLICAS = 3;
    private static final int READY_MILLIS = 1000;
    private static final int APPLICATIONS = 100;
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final Map<String, Function<Config, ReleaseRunner>> runners = new LinkedHashMap<>();
    private final Config config;
    private final AuditLog audit;
    private final Observer observer;
    private int images;

    private Benchmark(Path kubeconfig) {
        config = Config.fromKubeconfig(kubeconfig.toFile());
        audit = new AuditLog(kubeconfig.resolveSibling("audit.log"));
        createApplications();
        observer = new Observer(config, NAMESPACE, REPLICAS);
        runners.put("floor: one watch, one patch", config -> new Floor(config, NAMESPACE, REPLICAS));
        runners.put("Rollout Gate", Engine::new);
    }

    /** Takes the numbers of rounds, with one release at a time and with all applications at once. */
    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler(Benchmark::giveUp);
        Benchmark benchmark = new Benchmark(RealCluster.start(READY_MILLIS));
        List<Measurement> measurements = new ArrayList<>();
        measurements.addAll(benchmark.measure(1, Integer.parseInt(args[0])));
        measurements.addAll(benchmark.measure(APPLICATIONS, Integer.parseInt(args[1])));
        print(measurements);
        System.exit(0);
    }

    /** A benchmark of which a part broke off measures nothing, whichever thread it was. */
    private static void giveUp(Thread thread, Throwable problem) {
        problem.printStackTrace();
        System.exit(1);
    }

    private void createApplications() {
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new OkHttpClientFactory())
                .build()) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(NAMESPACE)
                            .endMetadata()
                            .build())
                    .create();
            List<BlueGreenApplication> applications = IntStream.range(0, APPLICATIONS)
                    .mapToObj(i -> new BlueGreenApplication(NAMESPACE, "app-" + i, "app:0", REPLICAS))
                    .toList();
            applications.forEach(application -> application.create(client));
            applications.forEach(application -> application.awaitReady(client));
        }
    }

    /** Lets the runners take turns, so that what the machine does meanwhile meets them all. */
    private List<Measurement> measure(int atOnce, int rounds) {
        Map<String, Footprint> added = new LinkedHashMap<>();
        runners.forEach((name, factory) -> added.put(name, footprint(factory, atOnce)));

        Map<String, ReleaseRunner> open = new LinkedHashMap<>();
        runners.forEach((name, factory) -> open.put(name, factory.apply(config)));
        open.values()
                .forEach(runner -> IntStream.range(0, atOnce == 1 ? 5 : 1)
                        .forEach(i -> releaseAll(runner, atOnce, new Samples(), new Samples())));

        int start = audit.length();
        Map<String, Samples> reactions = new LinkedHashMap<>();
        Map<String, Samples> totals = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            System.err.printf("%d at once, round %d of %d%n", atOnce, round, rounds);
            open.forEach((name, runner) -> releaseAll(
                    runner,
                    atOnce,
                    reactions.computeIfAbsent(name, key -> new Samples()),
                    totals.computeIfAbsent(name, key -> new Samples())));
        }
        List<Measurement> measurements = new ArrayList<>();
        open.forEach((name, runner) -> measurements.add(new Measurement(
                name,
                atOnce,
                reactions.get(name),
                totals.get(name),
                audit.requests(start, runner.userAgent()::equals),
                added.get(name))));
        open.values().forEach(ReleaseRunner::close);
        return measurements;
    }

    private Footprint footprint(Function<Config, ReleaseRunner> factory, int atOnce) {
        Footprint before = Footprint.now();
        try (ReleaseRunner runner = factory.apply(config)) {
            CompletableFuture<Footprint> during = CompletableFuture.supplyAsync(
                    Footprint::now, CompletableFuture.delayedExecutor(READY_MILLIS / 2, TimeUnit.MILLISECONDS));
            releaseAll(runner, atOnce, new Samples(), new Samples());
            return during.join().since(before);
        }
    }

    private void releaseAll(ReleaseRunner runner, int atOnce, Samples reactions, Samples totals) {
        String image = "app:" + ++images;
        List<CompletableFuture<Duration>> settled = new ArrayList<>();
        List<CompletableFuture<Duration>> ended = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            String application = "app-" + i;
            settled.add(observer.expect(application, image));
            long start = System.nanoTime();
            ended.add(runner.run(NAMESPACE, application, image)
                    .thenApply(end -> Duration.ofNanos(System.nanoTime() - start)));
        }
        ended.forEach(total -> totals.add(join(total)));
        settled.forEach(reaction -> reactions.add(join(reaction)));
    }

    private static Duration join(CompletableFuture<Duration> duration) {
        return duration.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static void print(List<Measurement> measurements) {
        System.out.print(Measurement.HEADER);
        for (Measurement measurement : measurements) {
            Measurement floor = measurements.stream()
                    .filter(other -> other.atOnce() == measurement.atOnce())
                    .findFirst()
                    .orElseThrow();
            System.out.print(measurement.row(floor));
        }
        System.out.println("\nRequests per release, all of them, as the API server counted them:\n");
        for (Measurement measurement : measurements) {
            System.out.printf("- %s, %d at once%n", measurement.runner(), measurement.atOnce());
            System.out.print(measurement.requestLines());
        }
    }
}
