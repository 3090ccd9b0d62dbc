package io.jenkins.plugins.rolloutgate.cli;

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
            names = "--during",
            paramLabel = "TIME",
            description = "How long the objectives must be met; the longest window of them by default.")
    String during;

    @Mixin
    VerificationOptions options = new VerificationOptions();

    VerifySloCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        return options.run(shell, options.arguments(shell).during(during));
    }
}
