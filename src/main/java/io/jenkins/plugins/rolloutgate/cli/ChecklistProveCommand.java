package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecords;
import io.jenkins.plugins.rolloutgate.run.checklist.RefusedException;
import io.jenkins.plugins.rolloutgate.run.checklist.Taking;
import java.io.IOException;
import java.time.InstantSource;
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

    @Parameters(index = "1", paramLabel = "ITEM", description = "Its text or its id.")
    String item;

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
        new ShellChecklist(shell, output).print(found.snapshot());
        return ExitCode.DONE;
    }
}
