package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecords;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Begins the record of a checklist. */
@Command(
        name = "start",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Makes a checklist the live record of a release, and prints its id.",
        footer = {"", "Example: rollout-gate checklist start RELEASE.md"})
final class ChecklistStartCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    ChecklistFile file = new ChecklistFile();

    @Mixin
    RecordOptions record = new RecordOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    ChecklistStartCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        ChecklistRecord started = new ChecklistRecords(record.store(shell), InstantSource.system())
                .start(file.document(), shell.user(), List.of(shell.user()), shell.origin());
        new ShellChecklist(shell, output).print(started.snapshot());
        return ExitCode.DONE;
    }
}
