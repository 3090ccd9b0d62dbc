package io.jenkins.plugins.rolloutgate.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with the team's checklist, without a release. */
@Command(
        name = "checklist",
        synopsisSubcommandLabel = "COMMAND",
        description = "Reads a checklist in Markdown: what is in it, and how its items could be proven.")
final class ChecklistCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    static CommandLine commandLine(Shell shell) {
        return new CommandLine(new ChecklistCommand())
                .addSubcommand("show", new ChecklistShowCommand(shell))
                .addSubcommand("suggest", new ChecklistSuggestCommand(shell));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand: show or suggest");
    }
}
