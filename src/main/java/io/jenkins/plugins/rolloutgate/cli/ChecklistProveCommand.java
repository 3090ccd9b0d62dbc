package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.metrics.file.JunitCases;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecords;
import io.jenkins.plugins.rolloutgate.run.checklist.RefusedException;
import io.jenkins.plugins.rolloutgate.run.checklist.Taking;
import io.jenkins.plugins.rolloutgate.run.checklist.TestResults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves an item as a step of a Pipeline does. */
@Command(
        name = "prove",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Says of an item that it is so, or with --failed that it is not; no person signs by it.",
        footer = {"", "Example: rollout-gate checklist prove ID 'Smoke tests pass' --message '12 of 12'"})
final class ChecklistProveCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "ID", description = "Id of the checklist.")
    String id;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ITEM", description = "Its text or its id.")
    String item;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "JUnit report that decides all items that are bound to tests, instead of an item.")
    List<Path> junit = new ArrayList<>();

    @Option(names = "--failed", description = "It is not so: it can only be waived then.")
    boolean failed;

    @Option(names = "--message", paramLabel = "TEXT", description = "What shows it, in one sentence.")
    String message;

    @Option(names = "--value", paramLabel = "NUMBER=TEXT", description = "Value of a blank, numbered from 1.")
    Map<Integer, String> values = new TreeMap<>();

    @Mixin
    RecordOptions record = new RecordOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    ChecklistProveCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        ChecklistRecord found = new ChecklistRecords(record.store(shell), InstantSource.system()).find(id);
        if (junit.isEmpty() == (item == null)) {
            throw new CommandException(ExitCode.WRONG_USE, "name an item, or reports with --junit");
        }
        if (!junit.isEmpty()) {
            List<JunitCases.Case> cases = new ArrayList<>();
            for (Path file : junit) {
                try (InputStream in = Files.newInputStream(file)) {
                    cases.addAll(JunitCases.read(file.toString(), in));
                }
            }
            new TestResults(found).take(shell.user(), cases);
        } else {
            prove(found);
        }
        new ShellChecklist(shell, output).print(found.snapshot());
        return ExitCode.DONE;
    }

    private void prove(ChecklistRecord found) throws IOException {
        Map<Integer, String> byIndex = new TreeMap<>();
        values.forEach((number, value) -> byIndex.put(number - 1, value));
        try {
            new Taking(found)
                    .prove(
                            shell.user(),
                            item,
                            failed ? Verdict.FAIL : Verdict.PASS,
                            message == null ? "the shell says so" : message,
                            byIndex);
        } catch (RefusedException e) {
            throw new CommandException(ExitCode.WRONG_USE, e.getMessage(), e);
        }
    }
}
