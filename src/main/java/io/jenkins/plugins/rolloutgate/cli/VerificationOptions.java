package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.run.Helpers;
import io.jenkins.plugins.rolloutgate.run.NoCluster;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import io.jenkins.plugins.rolloutgate.run.SmokeTests;
import io.jenkins.plugins.rolloutgate.strategy.VerifyArguments;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is measured and where, for commands that move no traffic. */
final class VerificationOptions {
    @Option(
            names = {"-a", "--application"},
            paramLabel = "NAME",
            description = "What is measured, for people and for queries.")
    String application;

    @Option(names = "--deployment", paramLabel = "NAME", description = "For queries; the application by default.")
    String deployment;

    @Option(names = "--service", paramLabel = "NAME", description = "For queries; the application by default.")
    String service;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    MetricOptions metrics = new MetricOptions();

    @Mixin
    ReleaseOptions record = new ReleaseOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    VerifyArguments arguments(Shell shell) throws IOException {
        VerifyArguments arguments = new VerifyArguments()
                .namespace(cluster.namespace)
                .application(application)
                .deployment(deployment)
                .service(service)
                .every(metrics.every);
        metrics.arguments().forEach(arguments::objective);
        metrics.openSlo(shell).forEach(arguments::objective);
        return arguments;
    }

    /** Measures to the end, and returns the exit code; a cluster is opened only for what it alone measures. */
    int run(Shell shell, VerifyArguments arguments) throws IOException {
        VerifySpec spec = arguments.spec(metrics.catalogue());
        if (!MetricOptions.needsCluster(spec.objectives())) {
            return run(shell, spec, Optional.empty());
        }
        try (OpenCluster open = cluster.open()) {
            arguments.cluster(open.name()).namespace(open.namespace());
            return run(shell, arguments.spec(metrics.catalogue()), Optional.of(open));
        }
    }

    private int run(Shell shell, VerifySpec spec, Optional<OpenCluster> open) throws IOException {
        ReleaseStore store = record.store(shell);
        Helpers helpers = new Helpers(
                SmokeTests.NOT_HERE, metrics.metrics(shell, store, open.map(OpenCluster::cluster), spec.objectives()));
        return record.run(shell, output).start(NoCluster.INSTANCE, spec, helpers);
    }
}
