package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Checks;
import io.jenkins.plugins.rolloutgate.preflight.JUnitXml;
import io.jenkins.plugins.rolloutgate.preflight.MonitoringChecks;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import io.jenkins.plugins.rolloutgate.preflight.declared.DeclaredChecks;
import io.jenkins.plugins.rolloutgate.run.checklist.CheckResults;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.preflight.Preflight;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Looks before a release whether it can succeed. */
@Command(
        name = "preflight",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Checks a cluster and an application before a release: versions, permissions, nodes, quotas, probes,"
                        + " what the pods refer to, certificates. Changes nothing.",
        footer = {
            "",
            "Exit codes: 0 nothing failed, 1 a check failed, 3 something cannot be told.",
            "Example: rollout-gate preflight -n shop -a checkout"
        })
final class PreflightCommand implements Callable<Integer> {
    private static final InstantSource CLOCK = InstantSource.system();

    private final Shell shell;

    @Mixin
    ClusterOptions target = new ClusterOptions();

    @Option(
            names = {"-a", "--application"},
            paramLabel = "NAME",
            description = "Its deployments are NAME-blue and NAME-green, or NAME-stable and NAME-canary with --canary.")
    String application;

    @Option(names = "--canary", description = "It is released as a canary.")
    boolean canary;

    @Option(
            names = "--deployment",
            paramLabel = "NAME",
            split = ",",
            description = "Instead of those of an application; several with commas.")
    List<String> deployments;

    @Option(names = "--router", description = "Shares are weights of an HTTPRoute: its permissions are checked, too.")
    boolean router;

    @Option(
            names = "--checks",
            paramLabel = "FILE",
            description = "Checks of your own, too, as a list in YAML; see docs/preflight.md.")
    Path declared;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write a JUnit report to this file, too.")
    Path junit;

    @Mixin
    PrometheusOptions prometheus = new PrometheusOptions();

    @Option(names = "--only", paramLabel = "CHECK", split = ",", description = "Only these checks.")
    List<String> only;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "For each check; ${DEFAULT-VALUE} by default.")
    String within;

    @Mixin
    ReleaseOptions record = new ReleaseOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    PreflightCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Optional<MetricSource> metrics = prometheus.source(shell);
        prometheus.check();
        List<Check> checks = checks(metrics.isPresent());
        Duration patience = Durations.parse(within);
        Optional<ChecklistRecord> checklist = record.checklist(shell);
        List<String> names = deployments();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (OpenCluster open = target.open()) {
            Preflight preflight = new Preflight(open.cluster(), metrics, threads, CLOCK, patience);
            Instant now = CLOCK.instant();
            List<Checked> all = preflight.run(checks, new Subject(open.namespace(), names, router, now));
            if (checklist.isPresent()) {
                new CheckResults(checklist.get()).take(shell.user(), all);
            }
            new CheckedOutput(shell, output.isJson()).print(open.name(), open.namespace(), all);
            if (junit != null) {
                Files.writeString(junit, JUnitXml.of("preflight of " + open.namespace(), all));
            }
            return CheckedOutput.code(all);
        } finally {
            threads.shutdownNow();
        }
    }

    private List<String> deployments() {
        if (deployments != null) {
            return deployments;
        }
        if (application == null) {
            throw new CommandException(ExitCode.WRONG_USE, "name what is released: -a NAME, or --deployment NAME");
        }
        return canary
                ? List.of(application + "-stable", application + "-canary")
                : List.of(application + "-blue", application + "-green");
    }

    private List<Check> checks(boolean isMeasured) throws IOException {
        List<Check> all = new ArrayList<>(Checks.all());
        if (isMeasured) {
            all.addAll(MonitoringChecks.all());
        }
        if (declared != null) {
            all.addAll(InputFile.read(declared, DeclaredChecks::read).all());
        }
        return only == null ? all : Checks.named(all, only);
    }
}
