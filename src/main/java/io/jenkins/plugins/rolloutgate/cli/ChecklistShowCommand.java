package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.bind.Bindings;
import io.jenkins.plugins.rolloutgate.checklist.bind.ChecklistJson;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what was read of a checklist. */
@Command(
        name = "show",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Lists what is read of a checklist: its items, claims, rollback triggers and contacts, and what was repaired.")
final class ChecklistShowCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    ChecklistFile file = new ChecklistFile();

    @Mixin
    OutputOptions output = new OutputOptions();

    ChecklistShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Checklist read = file.read();
        Bindings bindings = file.bindings(read);
        if (output.isJson()) {
            shell.out().println(Json.pretty(ChecklistJson.of(read, bindings)));
        } else {
            new ChecklistText(shell).print(read, bindings);
        }
        return ExitCode.DONE;
    }
}
