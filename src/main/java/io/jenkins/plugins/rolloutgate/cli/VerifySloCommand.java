package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.run.Helpers;
import io.jenkins.plugins.rolloutgate.run.NoCluster;
import io.jenkins.plugins.rolloutgate.run.SmokeTests;
import io.jenkins.plugins.rolloutgate.strategy.VerifyArguments;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Verifies objectives, once or over a long time. */
@Command(
        name = "verify-slo",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Looks at objectives for a while, and says whether they were met all the time. What cannot be told,"
                        + " or was cut short, is never called met.",
        footer = {
            "",
            "Exit codes: 0 met, 1 not met, 3 cannot be told.",
            "Example: rollout-gate verify-slo -n shop -a checkout --deployment checkout-stable"
                    + " --prometheus http://localhost:9090 --objective 'error rate < 0.5%%' --during 30m"
        })
final class VerifySloCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = {"-a", "--application"},
            paramLabel = "NAME",
            description = "What is verified, for people and for queries.")
    String application;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "For queries; default by default.")
    String namespace;

    @Option(names = "--deployment", paramLabel = "NAME", description = "For queries; the application by default.")
    String deployment;

    @Option(names = "--service", paramLabel = "NAME", description = "For queries; the application by default.")
    String service;

    @Option(
            names = "--during",
            paramLabel = "TIME",
            description = "How long the objectives must be met; the longest window of them by default.")
    String during;

    @Mixin
    MetricOptions metrics = new MetricOptions();

    @Mixin
    RecordOptions record = new RecordOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    VerifySloCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        VerifyArguments arguments = new VerifyArguments()
                .namespace(namespace)
                .application(application)
                .deployment(deployment)
                .service(service)
                .during(during)
                .every(metrics.every);
        metrics.arguments().forEach(arguments::objective);
        VerifySpec spec = arguments.spec(metrics.catalogue());
        metrics.check(spec.objectives(), shell);
        Helpers helpers = new Helpers(SmokeTests.NOT_HERE, metrics.metrics(shell));
        return new ReleaseRun(shell, output, record.store(shell)).start(NoCluster.INSTANCE, spec, helpers);
    }
}
