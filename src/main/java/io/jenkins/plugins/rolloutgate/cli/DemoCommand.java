package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.playground.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the whole way on a small cluster inside this process. */
@Command(
        name = "demo",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Starts a small cluster inside this process, sends real requests to applications on it, and runs"
                + " a good release, a bad one that rolls itself back, a rollback by hand, a canary that is"
                + " promoted, and one that errs and is caught.")
final class DemoCommand implements Callable<Integer> {
    private static final long TICK_MILLIS = 200;

    private final Shell shell;

    @Option(names = "--keep", description = "Leave the cluster and its traffic running afterwards, until Ctrl-C.")
    boolean keep;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Of the cluster's API server on 127.0.0.1; any free one by default.")
    int port;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "Folder for the records; by default demo in the folder of other records.")
    Path directory;

    @Mixin
    OutputOptions output = new OutputOptions();

    DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, ClusterException, InterruptedException {
        Path records =
                directory == null ? RecordOptions.usual(shell.env()).resolve("demo") : directory.toAbsolutePath();
        Screen screen = new Screen(output.isJson() ? shell.err() : shell.out(), shell);
        try (Demo demo = new Demo(Options.DEFAULT.withPort(port), records, shell, output, screen)) {
            int code = demo.run();
            if (keep) {
                keep(demo, records, screen);
            }
            return code;
        }
    }

    private void keep(Demo demo, Path records, Screen screen) throws IOException, InterruptedException {
        Path kubeconfig = demo.writeKubeconfig(
                Files.createDirectories(records).resolve("kubeconfig").toAbsolutePath());
        screen.line("");
        screen.line("The cluster stays until Ctrl-C. From another shell:");
        screen.line("  export KUBECONFIG=" + kubeconfig);
        screen.line("  ./rollout-gate blue-green -n " + Demo.NAMESPACE + " -a " + Demo.APPLICATION + " --image "
                + Demo.APPLICATION + ":1.7");
        screen.line("The requests of its pods are measured by a Prometheus at " + demo.prometheusUrl());
        CountDownLatch stopped = new CountDownLatch(1);
        Interrupts.Handling handling = shell.interrupts().first(stopped::countDown);
        while (!stopped.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
            screen.status("  " + demo.traffic());
        }
        handling.close();
        screen.status("");
    }
}
