package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.JUnitXml;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import io.jenkins.plugins.rolloutgate.preflight.infrastructure.Expected;
import io.jenkins.plugins.rolloutgate.preflight.infrastructure.InfrastructureKind;
import io.jenkins.plugins.rolloutgate.run.checklist.CheckResults;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.preflight.Preflight;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks whether what an application needs in a cluster stands there as it should. */
@Command(
        name = "verify-infrastructure",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Checks whether the objects of an application stand in a cluster as a release needs them. Changes nothing.",
        footer = {
            "",
            "Exit codes: 0 nothing failed, 1 a check failed, 3 something cannot be told.",
            "Example: rollout-gate verify-infrastructure blue-green -n shop -a checkout --junit infrastructure.xml"
        })
final class VerifyInfrastructureCommand implements Callable<Integer> {
    private static final InstantSource CLOCK = InstantSource.system();

    private final Shell shell;

    @Parameters(paramLabel = "KIND", description = "blue-green, canary or hpa.")
    String kind;

    @Mixin
    ClusterOptions target = new ClusterOptions();

    @Option(
            names = {"-a", "--application"},
            required = true,
            paramLabel = "NAME",
            description = "Its objects are named by the convention: NAME-blue, NAME-stable, NAME-active.")
    String application;

    @Option(names = "--service", paramLabel = "NAME", description = "That has the traffic; NAME-active by default.")
    String service = "";

    @Option(
            names = "--limits",
            paramLabel = "CPU/MEMORY",
            description = "That every container must have, such as 500m/512Mi; any by default.")
    String limits = "";

    @Option(names = "--min", paramLabel = "NUMBER", description = "Replicas of the side with the traffic, or of hpa.")
    int min;

    @Option(names = "--max", paramLabel = "NUMBER", description = "Replicas of hpa.")
    int max;

    @Option(names = "--cpu", paramLabel = "PERCENT", description = "That hpa must follow.")
    int cpu;

    @Option(names = "--memory", paramLabel = "PERCENT", description = "That hpa must follow.")
    int memory;

    @Option(names = "--requests", paramLabel = "NUMBER", description = "Per second, that hpa must follow.")
    int requests;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write a JUnit report to this file, too.")
    Path junit;

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

    VerifyInfrastructureCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        InfrastructureKind wanted = InfrastructureKind.of(kind);
        Expected expected = new Expected(application, service, limits, min, max, cpu, memory, requests);
        Duration patience = Durations.parse(within);
        Optional<ChecklistRecord> checklist = record.checklist(shell);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (OpenCluster open = target.open()) {
            Subject subject = new Subject(open.namespace(), wanted.deployments(application), false, CLOCK.instant());
            List<Checked> all =
                    new Preflight(open.cluster(), threads, CLOCK, patience).run(wanted.checks(expected), subject);
            if (checklist.isPresent()) {
                new CheckResults(checklist.get()).take(shell.user(), all);
            }
            new CheckedOutput(shell, output.isJson()).print(open.name(), open.namespace(), all);
            if (junit != null) {
                Files.writeString(
                        junit, JUnitXml.of(wanted.text() + " of " + open.namespace() + "/" + application, all));
            }
            return CheckedOutput.code(all);
        } finally {
            threads.shutdownNow();
        }
    }
}
