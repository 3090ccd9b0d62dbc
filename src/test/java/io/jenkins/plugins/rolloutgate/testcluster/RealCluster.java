package io.jenkins.plugins.rolloutgate.testcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Starts a real Kubernetes control plane on loopback with the binaries in {@code KUBEBUILDER_ASSETS}, in about four
 * seconds; it ends with this JVM, however that ends. Its pods are simulated: {@code src/test/cluster/kwok.yaml} says how
 * they behave.
 */
public final class RealCluster {
    public static final String ASSETS = "KUBEBUILDER_ASSETS";

    private static final Path SCRIPTS = Path.of("src/test/cluster");

    private RealCluster() {}

    public static boolean isAvailable() {
        String assets = System.getenv(ASSETS);
        return assets != null && !assets.isEmpty();
    }

    /**
     * Starts the cluster, with {@code audit.log} and the logs of all parts beside its kubeconfig.
     *
     * @param readyMillis time from a pod's start until it is ready, unless its annotations say otherwise
     * @return the administrator's kubeconfig
     */
    public static Path start(int readyMillis) {
        try {
            Path directory = Files.createTempDirectory("rollout-gate-cluster-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> run(script("down", directory))));
            ProcessBuilder up = script("up", directory);
            up.environment().put("READY_MS", String.valueOf(readyMillis));
            up.environment()
                    .put("OWNER_PID", String.valueOf(ProcessHandle.current().pid()));
            run(up);
            return directory.resolve("kubeconfig");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessBuilder script(String name, Path directory) {
        return new ProcessBuilder(SCRIPTS.resolve(name).toString(), directory.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static void run(ProcessBuilder command) {
        try {
            int status = command.start().waitFor();
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", command.command()) + " ended with status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
