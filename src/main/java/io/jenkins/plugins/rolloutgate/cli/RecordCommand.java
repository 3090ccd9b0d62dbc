package io.jenkins.plugins.rolloutgate.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be proven with a record. */
@Command(
        name = "record",
        synopsisSubcommandLabel = "COMMAND",
        description = "Checks a record, and states with a signature what it says.")
final class RecordCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    static CommandLine commandLine(Shell shell) {
        return new CommandLine(new RecordCommand())
                .addSubcommand("verify", new RecordVerifyCommand(shell))
                .addSubcommand("attest", new RecordAttestCommand(shell))
                .addSubcommand("verify-attestation", new RecordVerifyAttestationCommand(shell));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing required subcommand: verify, attest or verify-attestation");
    }
}
