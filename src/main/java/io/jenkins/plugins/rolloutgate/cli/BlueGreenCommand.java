package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.run.Helpers;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenArguments;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings a new image live by switching between two colours. */
@Command(
        name = "blue-green",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Brings a new image live: prepares the idle colour, proves it, switches the traffic, watches, and"
                + " scales the old colour down; or rolls back.",
        footer = {"", "Example: rollout-gate blue-green -n shop -a checkout --image checkout:1.5"})
final class BlueGreenCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(names = "--image", required = true, paramLabel = "IMAGE", description = "The new image.")
    String image;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    TargetOptions target = new TargetOptions();

    @Option(
            names = "--smoke",
            paramLabel = "COMMAND",
            description = "Run in a shell against the idle colour before the switch; exit code 0 passes. It finds"
                    + " ROLLOUT_GATE_NAMESPACE, ROLLOUT_GATE_APPLICATION, ROLLOUT_GATE_SERVICE,"
                    + " ROLLOUT_GATE_PREVIEW_SERVICE, ROLLOUT_GATE_IMAGE and ROLLOUT_GATE_CONTEXT in its environment.")
    String smoke;

    @Option(
            names = "--watch",
            paramLabel = "TIME",
            description =
                    "How long the new colour is watched after the switch; " + BlueGreenArguments.WATCH + " by default.")
    String watch;

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            description = "How long the old colour has to finish its work after the switch; " + BlueGreenArguments.DRAIN
                    + " by default.")
    String drain;

    @Option(
            names = "--scale-down-delay",
            paramLabel = "TIME",
            description = "How long the old colour stands by at full size after the switch; "
                    + BlueGreenArguments.SCALE_DOWN_DELAY + " by default.")
    String scaleDownDelay;

    @Option(
            names = "--on-failure",
            paramLabel = "POLICY",
            description = "rollback, which is the default, or hold: leave everything to a person.")
    String onFailure;

    @Option(names = "--force", description = "Release an image that runs already.")
    boolean force;

    @Option(
            names = "--allow-template-differences",
            description = "Release though the colours differ in more than the image.")
    boolean allowTemplateDifferences;

    @Mixin
    ReleaseOptions record = new ReleaseOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    BlueGreenCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, ClusterException {
        try (OpenCluster open = cluster.open()) {
            BlueGreenSpec spec = target.arguments(BlueGreenSpec.Mode.DEPLOY, open)
                    .image(image)
                    .smoke(smoke != null)
                    .watch(watch)
                    .drain(drain)
                    .scaleDownDelay(scaleDownDelay)
                    .onFailure(onFailure)
                    .force(force)
                    .allowTemplateDifferences(allowTemplateDifferences)
                    .spec();
            if (target.plan) {
                return new PlanCommand(shell, output).print(spec, open.cluster());
            }
            Helpers tests = smoke == null
                    ? Helpers.NONE
                    : Helpers.of(new ShellSmokeTests(
                            smoke,
                            Map.of(
                                    "NAMESPACE", spec.namespace(),
                                    "APPLICATION", spec.application(),
                                    "SERVICE", spec.service(),
                                    "PREVIEW_SERVICE", spec.previewService(),
                                    "IMAGE", spec.image(),
                                    "CONTEXT", open.name()),
                            spec.timeout(),
                            shell));
            return record.run(shell, output).start(open.cluster(), spec, tests);
        }
    }
}
