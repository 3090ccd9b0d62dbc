package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.run.Helpers;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenArguments;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the traffic back to the other colour. */
@Command(
        name = "rollback",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Brings the traffic back to the other colour as it is: in one write when that still stands,"
                + " otherwise after it is made ready.",
        footer = {"", "Example: rollout-gate rollback -n shop -a checkout"})
final class RollbackCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    TargetOptions target = new TargetOptions();

    @Option(
            names = "--watch",
            paramLabel = "TIME",
            description = "How long the colour is watched after the switch; 0s by default.")
    String watch;

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            description = "How long the bad colour has to finish its work after the switch; "
                    + BlueGreenArguments.ROLLBACK_DRAIN + " by default.")
    String drain;

    @Option(
            names = "--scale-down-delay",
            paramLabel = "TIME",
            description = "How long the bad colour stands by after the switch; 0s by default.")
    String scaleDownDelay;

    @Mixin
    ReleaseOptions record = new ReleaseOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    RollbackCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, ClusterException {
        try (OpenCluster open = cluster.open()) {
            BlueGreenSpec spec = target.arguments(BlueGreenSpec.Mode.ROLLBACK, open)
                    .watch(watch)
                    .drain(drain)
                    .scaleDownDelay(scaleDownDelay)
                    .spec();
            if (target.plan) {
                return new PlanCommand(shell, output).print(spec, open.cluster());
            }
            return record.run(shell, output).start(open.cluster(), spec, Helpers.NONE);
        }
    }
}
