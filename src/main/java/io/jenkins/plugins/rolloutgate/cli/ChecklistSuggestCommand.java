package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.bind.Bindings;
import io.jenkins.plugins.rolloutgate.checklist.bind.SuggestedFile;
import io.jenkins.plugins.rolloutgate.checklist.bind.Suggestions;
import io.jenkins.plugins.rolloutgate.checklist.bind.Suggestions.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proposes what could prove the items of a checklist. */
@Command(
        name = "suggest",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Proposes proofs for the items that it recognises, as the YAML that is kept beside the checklist.",
        footer = {"", "Example: rollout-gate checklist suggest RELEASE.md > proposed.yaml"})
final class ChecklistSuggestCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    ChecklistFile file = new ChecklistFile();

    @Option(names = OutputOptions.DEBUG, description = "Show stack traces of errors.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    ChecklistSuggestCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Checklist read = file.read();
        Bindings bound = file.bindings(read);
        List<Suggestion> suggestions = Suggestions.of(read, bound);
        shell.out()
                .println("# Proofs proposed for " + suggestions.size() + " of "
                        + read.entries().size() + " lines of " + file.path.getFileName()
                        + (bound.byItem().isEmpty() ? "" : "; " + bound.byItem().size() + " have one already")
                        + ". Take out what is not meant, and "
                        + (Files.exists(file.beside()) ? "add the rest to " : "keep the rest as ")
                        + file.beside().getFileName() + ".");
        shell.out().print(SuggestedFile.of(read, suggestions));
        shell.out().flush();
        return ExitCode.DONE;
    }
}
