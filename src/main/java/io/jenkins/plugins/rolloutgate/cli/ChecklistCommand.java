package io.jenkins.plugins.rolloutgate.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with the team's checklist. */
@Command(
        name = "checklist",
        synopsisSubcommandLabel = "COMMAND",
        description = "Reads a checklist in Markdown, and makes it the live record of a release.")
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
                .addSubcommand("suggest", new ChecklistSuggestCommand(shell))
                .addSubcommand("start", new ChecklistStartCommand(shell))
                .addSubcommand("status", new ChecklistStatusCommand(shell))
                .addSubcommand("prove", new ChecklistProveCommand(shell))
                .addSubcommand("ask", new ChecklistAskCommand(shell));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing required subcommand: show, suggest, start, status, prove or ask");
    }
}
