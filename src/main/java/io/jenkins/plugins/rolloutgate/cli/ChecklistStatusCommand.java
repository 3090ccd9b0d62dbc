package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecords;
import io.jenkins.plugins.rolloutgate.run.checklist.Taking;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows how a checklist stands. */
@Command(
        name = "status",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Shows how a checklist stands: what is open and failed, and who is awaited.",
        footer = {"", "Example: rollout-gate checklist status checklist-checkout-20261126-010000-1a2b3c"})
final class ChecklistStatusCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "ID", description = "Id of the checklist.")
    String id;

    @Mixin
    RecordOptions record = new RecordOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    ChecklistStatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        ChecklistRecord found = new ChecklistRecords(record.store(shell), InstantSource.system()).find(id);
        new Taking(found).reopen(ZoneId.systemDefault());
        new ShellChecklist(shell, output).print(found.snapshot());
        return found.snapshot().state(found.now()).progress().isComplete() ? ExitCode.DONE : ExitCode.HELD;
    }
}
