package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.ClusterAccess;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesCluster;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesClusters;
import io.jenkins.plugins.rolloutgate.playground.BlueGreenApp;
import io.jenkins.plugins.rolloutgate.playground.Options;
import io.jenkins.plugins.rolloutgate.playground.Playground;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A fast playground on which application checkout:1 runs in namespace shop, with two replicas of blue. */
final class Shop implements AutoCloseable {
    static final int REPLICAS = 2;

    final Playground playground = Playground.start(Options.FAST);
    final KubernetesClusters clusters = new KubernetesClusters();
    final KubernetesCluster cluster = clusters.open(
            ClusterAccess.to(URI.create(playground.apiServerUrl())).build());
    final Targets targets = new Targets(
            "shop",
            List.of("checkout-blue", "checkout-green"),
            List.of("checkout-active", "checkout-preview"),
            "rollout-gate-checkout-active");
    private final Path kubeconfig;

    Shop(Path folder) throws Exception {
        kubeconfig = playground.writeKubeconfig(folder.resolve("kubeconfig"));
        playground.deployBlueGreen(new BlueGreenApp("shop", "checkout", "checkout:1", REPLICAS));
        await(seen -> seen.readyEndpoints("checkout-active") == REPLICAS
                && seen.deployment("checkout-blue").orElseThrow().rolloutFinished());
    }

    /** Waits until the cluster looks like this, ten seconds at most. */
    Observation await(Predicate<Observation> wanted) throws Exception {
        Semaphore changes = new Semaphore(0);
        Cluster.Subscription subscription = cluster.subscribe(targets, changes::release);
        try {
            Observation seen = cluster.observe(targets);
            for (int i = 0; i < 100 && !wanted.test(seen); i++) {
                boolean unused = changes.tryAcquire(100, TimeUnit.MILLISECONDS);
                seen = cluster.observe(targets);
            }
            if (!wanted.test(seen)) {
                throw new AssertionError("the cluster did not get there: " + seen);
            }
            return seen;
        } finally {
            subscription.close();
        }
    }

    String activeColour() throws Exception {
        return cluster.observe(targets)
                .service("checkout-active")
                .orElseThrow()
                .selector()
                .get("version");
    }

    /** The first arguments of a command on this cluster. */
    List<String> command(String name) {
        return List.of(name, "--kubeconfig", kubeconfig.toString(), "-n", "shop", "-a", "checkout");
    }

    /** The same for a command that finds the application by itself. */
    List<String> commandWithout(String name) {
        return List.of(name, "--kubeconfig", kubeconfig.toString());
    }

    /** Of a release that does not linger. */
    List<String> deploy(String image) {
        List<String> arguments = new ArrayList<>(command("blue-green"));
        arguments.addAll(
                List.of("--image", image, "--watch", "100ms", "--drain", "200ms", "--scale-down-delay", "200ms"));
        return arguments;
    }

    /** How many requests could have changed anything. */
    long writes() {
        return playground.requests().snapshot().entrySet().stream()
                .filter(count -> count.getKey().matches("(patch|create|update|delete) .*"))
                .mapToLong(count -> count.getValue())
                .sum();
    }

    @Override
    public void close() throws IOException {
        clusters.close();
        playground.close();
    }
}
