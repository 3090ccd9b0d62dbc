package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.strategy.VerifyArguments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps what is normal under a name. */
@Command(
        name = "capture-baseline",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Measures for a while and keeps it under a name, as a record with its report. Objectives of later"
                + " releases and verifications with the same --record are compared with it: 'p95 <= NAME + 20%%'.",
        footer = {
            "",
            "Exit codes: 0 captured, 1 stopped, 3 nothing could be measured.",
            "Example: rollout-gate capture-baseline monday -n shop -a checkout --deployment checkout-stable"
                    + " --prometheus http://localhost:9090 --during 24h"
        })
final class CaptureBaselineCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "NAME", description = "Under which it is kept; a later one of this name takes its place.")
    String name;

    @Option(names = "--during", paramLabel = "TIME", description = "How long it is measured; 1h by default.")
    String during;

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "What is measured, such as p95 or restarts; may be repeated. Error rate, p95, throughput, cpu"
                    + " per pod and memory per pod unless metrics or objectives are given.")
    List<String> metrics = new ArrayList<>();

    @Mixin
    VerificationOptions options = new VerificationOptions();

    CaptureBaselineCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        VerifyArguments arguments = options.arguments(shell).during(during).capture(name);
        metrics.forEach(arguments::metric);
        return options.run(shell, arguments);
    }
}
