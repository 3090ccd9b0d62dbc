package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.strategy.BlueGreenArguments;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec.Mode;
import picocli.CommandLine.Option;

/** What is released, and what deploying and rolling back have in common. */
final class TargetOptions {
    @Option(
            names = {"-a", "--application"},
            paramLabel = "NAME",
            description = "Names follow from it: Deployments NAME-blue and NAME-green, Services NAME-active and"
                    + " NAME-preview (if it exists).")
    String application;

    @Option(names = "--blue", paramLabel = "NAME", description = "Deployment of one colour.")
    String blue;

    @Option(names = "--green", paramLabel = "NAME", description = "Deployment of the other colour.")
    String green;

    @Option(names = "--service", paramLabel = "NAME", description = "The Service that has the traffic.")
    String service;

    @Option(names = "--preview-service", paramLabel = "NAME", description = "The Service that shows the idle colour.")
    String previewService;

    @Option(names = "--container", paramLabel = "NAME", description = "Whose image it is, where a pod has several.")
    String container;

    @Option(names = "--replicas", paramLabel = "N", description = "Least size of the colour that gets the traffic.")
    Integer replicas;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "From the start to the switch; " + BlueGreenArguments.TIMEOUT + " by default.")
    String timeout;

    @Option(names = "--probe-path", paramLabel = "PATH", description = "Asked of every new pod; /health by default.")
    String probePath;

    @Option(names = "--probe-status", paramLabel = "CODE", description = "The expected answer; 200 by default.")
    Integer probeStatus;

    @Option(names = "--probe-port", paramLabel = "PORT", description = "Number or name; the first port by default.")
    String probePort;

    @Option(names = "--no-probe", description = "Rely on readiness alone.")
    boolean noProbe;

    @Option(
            names = "--idle-counter",
            paramLabel = "PATH",
            description = "Where an old pod tells how many requests it has served, to see it idle.")
    String idleCounter;

    @Option(names = "--plan", description = "Print every write that it would make, and make none.")
    boolean plan;

    BlueGreenArguments arguments(Mode mode, OpenCluster cluster) {
        BlueGreenArguments arguments = new BlueGreenArguments(mode)
                .cluster(cluster.name())
                .namespace(cluster.namespace())
                .application(application)
                .blue(blue)
                .green(green)
                .service(service)
                .previewService(previewService)
                .container(container)
                .replicas(replicas)
                .timeout(timeout)
                .probe(probePath, probeStatus, probePort)
                .idleCounter(idleCounter);
        return noProbe ? arguments.noProbe() : arguments;
    }
}
