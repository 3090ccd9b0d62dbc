package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.autoscale.vpa.Recommendation;
import io.jenkins.plugins.rolloutgate.autoscale.vpa.Saving;
import io.jenkins.plugins.rolloutgate.autoscale.vpa.VpaSpec;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.run.autoscale.HpaRun;
import io.jenkins.plugins.rolloutgate.run.autoscale.ScaleTargets;
import io.jenkins.plugins.rolloutgate.run.autoscale.VpaRun;
import io.jenkins.plugins.rolloutgate.run.checklist.CheckResults;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.manifest.Applied;
import io.jenkins.plugins.rolloutgate.run.preflight.Preflight;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives a Deployment its vertical autoscaler, and shows what it recommends. */
@Command(
        name = "vpa",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Gives a deployment its vertical autoscaler, waits until it recommends something, and shows what that would"
                        + " save.",
        footer = {
            "",
            "Exit codes: 0 there are recommendations, 1 refused, 3 not enough was seen yet.",
            "Example: rollout-gate vpa -n shop -a checkout --price-core-hour 0.04 --price-gib-hour 0.005"
        })
final class VpaCommand implements Callable<Integer> {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration CHECKS_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final Shell shell;

    @Mixin
    ClusterOptions target = new ClusterOptions();

    @Mixin
    ScaleTargetOptions scaled = new ScaleTargetOptions();

    @Option(
            names = "--mode",
            defaultValue = VpaSpec.OFF,
            description = "Off only recommends; Initial, Recreate or InPlaceOrRecreate. ${DEFAULT-VALUE} by default.")
    String mode;

    @Option(
            names = "--min",
            paramLabel = "CPU/MEMORY",
            defaultValue = VpaSpec.LEAST,
            description = "That is recommended; ${DEFAULT-VALUE} by default.")
    String least;

    @Option(
            names = "--max",
            paramLabel = "CPU/MEMORY",
            defaultValue = VpaSpec.MOST,
            description = "That is recommended; ${DEFAULT-VALUE} by default.")
    String most;

    @Option(
            names = "--samples",
            paramLabel = "NUMBER",
            defaultValue = "" + VpaSpec.SAMPLES,
            description = "Of each container to wait for; ${DEFAULT-VALUE} by default.")
    int samples;

    @Option(names = "--price-core-hour", paramLabel = "PRICE", description = "Of one core.")
    double coreHour;

    @Option(names = "--price-gib-hour", paramLabel = "PRICE", description = "Of one GiB of memory.")
    double gibHour;

    @Option(names = "--plan", description = "Only show what would be written.")
    boolean plan;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10m",
            description = "Until enough was seen; ${DEFAULT-VALUE} by default.")
    String timeout;

    @Mixin
    ReleaseOptions record = new ReleaseOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    VpaCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException, IOException, ClusterException {
        Duration patience = Durations.parse(timeout);
        Saving.Prices prices = new Saving.Prices(coreHour, gibHour);
        scaled.require("what it is for");
        Optional<ChecklistRecord> checklist = record.checklist(shell);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (OpenCluster open = target.open()) {
            String named = scaled.deployment(new ScaleTargets(open.cluster(), open.namespace()));
            VpaSpec spec = new VpaSpec(open.namespace(), named, mode, least, most, samples);
            VpaRun run = new VpaRun(spec, scaled.front(), open.cluster(), open.cluster(), open.cluster());
            List<Checked> all =
                    new ArrayList<>(run.check(new Preflight(open.cluster(), threads, CLOCK, CHECKS_WITHIN)));
            int code = recommend(run, all, patience, prices);
            if (checklist.isPresent()) {
                new CheckResults(checklist.get()).take(shell.user(), all);
            }
            return code;
        } finally {
            threads.shutdownNow();
        }
    }

    private int recommend(VpaRun run, List<Checked> all, Duration patience, Saving.Prices prices)
            throws ClusterException, InterruptedException {
        Screen screen = new Screen(output.isJson() ? shell.err() : shell.out(), shell);
        ObjectNode json = Json.object().put("deployment", run.spec().deployment());
        json.set("checks", CheckedOutput.rows(all));
        if (!output.isJson()) {
            CheckedOutput.lines(screen, all);
        }
        if (HpaRun.obstacle(all).isPresent()) {
            return ended(json, ExitCode.FAILED);
        }
        Applied change = run.plan();
        json.set("diff", Json.tree(change.diff()));
        if (!output.isJson()) {
            screen.line(change.manifest() + (change.diff().isEmpty() ? " is as it should be" : ""));
            change.diff().forEach(line -> screen.line("  " + Screen.plain(line)));
        }
        if (plan) {
            return ended(json, ExitCode.DONE);
        }
        if (!change.diff().isEmpty()) {
            run.write();
        }
        Instant start = CLOCK.instant();
        VpaRun.Look look = await(run, screen, start, patience);
        Finding finding = look.finding(samples, prices);
        Checked result = new Checked("vpa", finding, Duration.between(start, CLOCK.instant()));
        all.add(result);
        if (!output.isJson()) {
            look.containers().forEach(one -> show(screen, one));
            CheckedOutput.lines(screen, List.of(result));
        }
        json.set("containers", Json.tree(look.containers()));
        json.set("result", CheckedOutput.rows(List.of(result)).get(0));
        return ended(json, finding.status() == Finding.Status.PASS ? ExitCode.DONE : ExitCode.HELD);
    }

    private int ended(ObjectNode json, int code) {
        if (output.isJson()) {
            shell.out().println(Json.pretty(json));
        }
        return code;
    }

    private VpaRun.Look await(VpaRun run, Screen screen, Instant start, Duration patience)
            throws ClusterException, InterruptedException {
        while (true) {
            VpaRun.Look look = run.look();
            boolean isOver = Duration.between(start, CLOCK.instant()).compareTo(patience) >= 0;
            if (look.isEnough(samples) || isOver) {
                screen.status("");
                return look;
            }
            screen.status("  " + look.finding(samples, new Saving.Prices(0, 0)).seen());
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }

    private static void show(Screen screen, Recommendation one) {
        screen.line("  " + Screen.plain(one.container()) + ", " + one.samples() + " samples, confidence "
                + String.format(Locale.ROOT, "%.4f", one.confidence()));
        screen.line(String.format("    %-7s %s", "cpu", one.cpu().text("cpu")));
        screen.line(String.format("    %-7s %s", "memory", one.memory().text("memory")));
    }
}
