package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.run.Helpers;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import io.jenkins.plugins.rolloutgate.run.SmokeTests;
import io.jenkins.plugins.rolloutgate.strategy.CanaryArguments;
import io.jenkins.plugins.rolloutgate.strategy.CanarySpec;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings a new image live by giving it a growing share of the traffic. */
@Command(
        name = "canary",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Brings a new image live step by step: gives it a growing share of the traffic, decides from"
                + " measurements and people whether to go on, then moves stable to it; or brings all traffic back.",
        footer = {
            "",
            "Examples:",
            "  rollout-gate canary -n shop -a checkout --image checkout:1.5 --phases '10%%:15m, 50%%:30m, 100%%:15m'"
                    + " --prometheus http://localhost:9090 --objective 'error rate < 1%%'",
            "  rollout-gate canary -n shop -a checkout --image checkout:1.5 --interval 60 --tolerance 25"
        })
final class CanaryCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(names = "--image", required = true, paramLabel = "IMAGE", description = "The new image.")
    String image;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = {"-a", "--application"},
            paramLabel = "NAME",
            description = "Names follow from it: Deployments NAME-stable and NAME-canary, Service NAME-active.")
    String application;

    @Option(names = "--stable", paramLabel = "NAME", description = "Deployment that has the traffic.")
    String stable;

    @Option(names = "--canary", paramLabel = "NAME", description = "Deployment that gets a share of it.")
    String canary;

    @Option(names = "--service", paramLabel = "NAME", description = "The Service in front of both.")
    String service;

    @Option(
            names = "--router",
            paramLabel = "KIND",
            description = "What shares the traffic: replicas (the default), httpRoute or virtualService.")
    String router;

    @Option(names = "--route", paramLabel = "NAME", description = "The HTTPRoute or VirtualService; NAME by default.")
    String route;

    @Option(names = "--stable-service", paramLabel = "NAME", description = "The route's backend for stable.")
    String stableService;

    @Option(names = "--canary-service", paramLabel = "NAME", description = "The route's backend for the canary.")
    String canaryService;

    @Option(names = "--container", paramLabel = "NAME", description = "Whose image it is, where a pod has several.")
    String container;

    @Option(
            names = "--phases",
            paramLabel = "RAMP",
            description = "Shares and holds, such as '10%%:15m, 25%%:30m:ask, 100%%:15m'; behind a hold: ask (a person"
                    + " decides), early (enough evidence ends it), '3 pods'.")
    String phases;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            description = "Instead of phases: the same hold at 5, 10, 25, 50 and 100 %%.")
    String interval;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "From the start to 100 %%, without waiting for people; the holds and 10 min by default.")
    String timeout;

    @Option(
            names = "--tolerance",
            paramLabel = "POINTS",
            description = "By how many percentage points a share may be missed, with replicas; 5 by default.")
    Double tolerance;

    @Mixin
    MetricOptions metrics = new MetricOptions();

    @Option(names = "--probe-path", paramLabel = "PATH", description = "Asked of every new pod; /health by default.")
    String probePath;

    @Option(names = "--probe-status", paramLabel = "CODE", description = "The expected answer; 200 by default.")
    Integer probeStatus;

    @Option(names = "--probe-port", paramLabel = "PORT", description = "Number or name; the first port by default.")
    String probePort;

    @Option(names = "--no-probe", description = "Rely on readiness alone.")
    boolean noProbe;

    @Option(
            names = "--body",
            paramLabel = "COMMAND",
            description = "Run in a shell in each phase; exit code 0 passes. It finds CANARY_WEIGHT and CANARY_PHASE in"
                    + " its environment, and what blue-green --smoke finds.")
    String body;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "How long a question to a person stands; 1h by default.")
    String expires;

    @Option(
            names = "--silence",
            paramLabel = "POLICY",
            description = "What follows when nobody answers: hold (the default) or rollback.")
    String silence;

    @Option(
            names = "--scale-down-delay",
            paramLabel = "TIME",
            description = "How long the canary stands after its traffic went to the promoted stable; "
                    + CanaryArguments.SCALE_DOWN_DELAY + " by default.")
    String scaleDownDelay;

    @Option(
            names = "--on-failure",
            paramLabel = "POLICY",
            description = "rollback (the default), or hold: leave everything for a person.")
    String onFailure;

    @Option(names = "--plan", description = "Print every write that it would make, and make none.")
    boolean plan;

    @Option(names = "--force", description = "Release an image that runs already.")
    boolean force;

    @Option(
            names = "--allow-template-differences",
            description = "Go on although the pod templates differ beyond label and image.")
    boolean allowTemplateDifferences;

    @Mixin
    ReleaseOptions record = new ReleaseOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    CanaryCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, ClusterException {
        try (OpenCluster open = cluster.open()) {
            CanarySpec spec = arguments(open).spec(metrics.catalogue());
            ReleaseStore store = record.store(shell);
            Helpers helpers = new Helpers(
                    tests(spec, open), metrics.metrics(shell, store, Optional.of(open.cluster()), spec.objectives()));
            if (plan) {
                return new PlanCommand(shell, output).print(spec, open.cluster());
            }
            return record.run(shell, output).start(open.cluster(), spec, helpers);
        }
    }

    private CanaryArguments arguments(OpenCluster open) throws IOException {
        CanaryArguments arguments = new CanaryArguments()
                .cluster(open.name())
                .namespace(open.namespace())
                .application(application)
                .stable(stable)
                .canary(canary)
                .service(service)
                .router(router)
                .route(route)
                .stableService(stableService)
                .canaryService(canaryService)
                .image(image)
                .container(container)
                .phases(phases)
                .interval(interval)
                .timeout(timeout)
                .every(metrics.every)
                .tolerance(tolerance)
                .measured(metrics.isMeasured(shell))
                .probe(probePath, probeStatus, probePort)
                .body(body != null)
                .expires(expires)
                .silence(silence)
                .scaleDownDelay(scaleDownDelay)
                .onFailure(onFailure)
                .force(force)
                .allowTemplateDifferences(allowTemplateDifferences);
        metrics.arguments().forEach(arguments::objective);
        metrics.openSlo(shell).forEach(arguments::objective);
        return noProbe ? arguments.noProbe() : arguments;
    }

    private SmokeTests tests(CanarySpec spec, OpenCluster open) {
        return body == null
                ? SmokeTests.NOT_HERE
                : new ShellSmokeTests(
                        body,
                        Map.of(
                                "NAMESPACE", spec.namespace(),
                                "APPLICATION", spec.application(),
                                "SERVICE", spec.service(),
                                "DEPLOYMENT", spec.canary(),
                                "IMAGE", spec.image(),
                                "CONTEXT", open.name()),
                        spec.timeout(),
                        shell);
    }
}
