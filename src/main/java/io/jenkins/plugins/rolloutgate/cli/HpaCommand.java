package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaArguments;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaPlan;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaSpec;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.run.autoscale.HpaRun;
import io.jenkins.plugins.rolloutgate.run.autoscale.ScaleTargets;
import io.jenkins.plugins.rolloutgate.run.checklist.CheckResults;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.preflight.Preflight;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives a Deployment its one HorizontalPodAutoscaler. */
@Command(
        name = "hpa",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Gives a deployment its one autoscaler (autoscaling/v2): checks what would keep it from working, writes"
                        + " what differs, and waits until it works.",
        footer = {
            "",
            "Exit codes: 0 it works, 1 it does not or was not written, 3 it cannot be told yet.",
            "Example: rollout-gate hpa -n shop -a checkout --cpu 70 --memory 75 --min 3 --max 10 --plan"
        })
final class HpaCommand implements Callable<Integer> {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration CHECKS_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final Shell shell;

    @Mixin
    ClusterOptions target = new ClusterOptions();

    @Mixin
    ScaleTargetOptions scaled = new ScaleTargetOptions();

    @Option(
            names = "--min",
            defaultValue = "" + HpaArguments.MIN,
            description = "Replicas; ${DEFAULT-VALUE} by default.")
    int min;

    @Option(
            names = "--max",
            defaultValue = "" + HpaArguments.MAX,
            description = "Replicas; ${DEFAULT-VALUE} by default.")
    int max;

    @Option(
            names = "--cpu",
            paramLabel = "PERCENT",
            arity = "0..1",
            fallbackValue = "" + HpaArguments.CPU,
            description = "Of the request; ${FALLBACK-VALUE} if not said, and followed if nothing else is.")
    int cpu;

    @Option(
            names = "--memory",
            paramLabel = "PERCENT",
            arity = "0..1",
            fallbackValue = "" + HpaArguments.MEMORY,
            description = "Of the request; ${FALLBACK-VALUE} if not said.")
    int memory;

    @Option(
            names = "--requests",
            paramLabel = "NUMBER",
            arity = "0..1",
            fallbackValue = "" + HpaArguments.REQUESTS,
            description = "Per second and pod; ${FALLBACK-VALUE} if not said.")
    int requests;

    @Option(
            names = "--requests-metric",
            paramLabel = "NAME",
            defaultValue = HpaArguments.REQUESTS_METRIC,
            description = "Of the custom metrics API; ${DEFAULT-VALUE} by default.")
    String requestsMetric;

    @Option(
            names = "--requests-of",
            paramLabel = "KIND/NAME",
            description = "The object that the metric describes: service/NAME, ingress/NAME, httproute/NAME.")
    String requestsOf = "";

    @Option(
            names = "--scale-up-within",
            paramLabel = "TIME",
            defaultValue = HpaArguments.SCALE_UP_WITHIN,
            description = "${DEFAULT-VALUE} by default.")
    String scaleUpWithin;

    @Option(
            names = "--scale-down-within",
            paramLabel = "TIME",
            defaultValue = HpaArguments.SCALE_DOWN_WITHIN,
            description = "${DEFAULT-VALUE} by default.")
    String scaleDownWithin;

    @Option(names = "--adopt", description = "Merge other autoscalers of the same deployment into this one.")
    boolean adopt;

    @Option(names = "--plan", description = "Only show what would be written.")
    boolean plan;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "2m",
            description = "Until it works; ${DEFAULT-VALUE} by default.")
    String timeout;

    @Mixin
    ReleaseOptions record = new ReleaseOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    HpaCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException, IOException, ClusterException {
        scaled.require("what is to be scaled");
        Optional<ChecklistRecord> checklist = record.checklist(shell);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (OpenCluster open = target.open()) {
            Duration patience = Durations.parse(timeout);
            ScaleTargets targets = new ScaleTargets(open.cluster(), open.namespace());
            HpaArguments arguments = arguments();
            String named = scaled.deployment(targets);
            HpaSpec spec = arguments.spec(open.namespace(), named);
            Preflight preflight = new Preflight(open.cluster(), threads, CLOCK, CHECKS_WITHIN);
            List<Checked> all = new ArrayList<>();
            HpaOutput printed = new HpaOutput(shell, output.isJson());
            int code = ExitCode.DONE;
            for (HpaSpec one : targets.inOrder(spec)) {
                HpaRun run = new HpaRun(one, scaled.front(), open.cluster(), open.cluster(), open.cluster());
                code = configure(run, preflight, patience, all, printed);
                if (code != ExitCode.DONE) {
                    break;
                }
            }
            printed.close();
            if (checklist.isPresent()) {
                new CheckResults(checklist.get()).take(shell.user(), all);
            }
            return code;
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.WRONG_USE, e.getMessage());
        } finally {
            threads.shutdownNow();
        }
    }

    private HpaArguments arguments() {
        return new HpaArguments(
                min, max, cpu, memory, requests, requestsMetric, requestsOf, scaleUpWithin, scaleDownWithin, adopt);
    }

    private int configure(HpaRun run, Preflight preflight, Duration patience, List<Checked> all, HpaOutput printed)
            throws InterruptedException, ClusterException {
        List<Checked> checks = run.check(preflight);
        all.addAll(checks);
        printed.checked(run.spec(), checks);
        if (HpaRun.obstacle(checks).isPresent()) {
            return ExitCode.FAILED;
        }
        HpaPlan changes = run.plan();
        printed.planned(run.spec(), changes, plan);
        if (plan) {
            return ExitCode.DONE;
        }
        Instant start = CLOCK.instant();
        run.write(changes);
        Finding end = await(run, changes.name(), start, patience);
        Checked result = new Checked("hpa", end, Duration.between(start, CLOCK.instant()));
        all.add(result);
        printed.ended(end, result.took());
        return switch (end.status()) {
            case PASS, WARN, NOT_APPLICABLE -> ExitCode.DONE;
            case FAIL -> ExitCode.FAILED;
            case UNKNOWN -> ExitCode.HELD;
        };
    }

    private static Finding await(HpaRun run, String name, Instant start, Duration patience)
            throws InterruptedException, ClusterException {
        while (true) {
            Finding now = run.look(name);
            boolean isOver = Duration.between(start, CLOCK.instant()).compareTo(patience) >= 0;
            if (now.status() == Finding.Status.PASS || isOver) {
                return now;
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }
}
