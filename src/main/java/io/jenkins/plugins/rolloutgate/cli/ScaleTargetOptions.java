package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.run.autoscale.ScaleTargets;
import picocli.CommandLine.Option;

/** Which Deployment gets an autoscaler. */
final class ScaleTargetOptions {
    @Option(
            names = {"-a", "--application"},
            paramLabel = "NAME",
            description = "Its stable deployment, or the colour that has the traffic.")
    String application = "";

    @Option(names = "--deployment", paramLabel = "NAME", description = "Instead of that of an application.")
    String deployment = "";

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Whose lease tells of a release; APPLICATION-active by default.")
    String service = "";

    /** Name of the Service whose Lease tells of a release. */
    String front() {
        return ScaleTargets.service(application, deployment, service);
    }

    void require(String what) {
        if (application.isEmpty() && deployment.isEmpty()) {
            throw new CommandException(ExitCode.WRONG_USE, "name " + what + ": -a NAME, or --deployment NAME");
        }
    }

    /**
     * The Deployment that is named, or that of the application.
     *
     * @throws IllegalArgumentException if the application has none
     */
    String deployment(ScaleTargets targets) throws ClusterException {
        return deployment.isEmpty() ? targets.deployment(application, front()) : deployment;
    }
}
