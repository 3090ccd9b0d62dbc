package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.attestation.Envelope;
import io.jenkins.plugins.rolloutgate.record.attestation.PemKeys;
import io.jenkins.plugins.rolloutgate.record.attestation.Statement;
import io.jenkins.plugins.rolloutgate.report.checklist.Predicate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks that a statement is signed with a key, and that the record is the one that it is about. */
@Command(
        name = "verify-attestation",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Checks the signature of an attestation, and with a record that it is the one that was attested.",
        footer = {"", "Example: rollout-gate record verify-attestation --key public.pem attestation.json record.jsonl"})
final class RecordVerifyAttestationCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "ATTESTATION", description = "The DSSE envelope.")
    Path attestation;

    @Parameters(index = "1", arity = "0..1", paramLabel = "RECORD", description = "The file of the record.")
    Path record;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "Public key, in PEM form, from where you trust it; of a Jenkins its instance identity.")
    Path key;

    @Mixin
    OutputOptions output = new OutputOptions();

    RecordVerifyAttestationCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Envelope envelope = KeyFiles.read(attestation, Envelope::parse);
        try {
            if (!envelope.isSignedBy(KeyFiles.read(key, PemKeys::publicKey))) {
                throw new CommandException(
                        ExitCode.FAILED, attestation + " is not signed with " + key + ", or was changed afterwards");
            }
        } catch (GeneralSecurityException e) {
            throw new CommandException(ExitCode.FAILED, key + " cannot verify: " + e.getMessage(), e);
        }
        Statement statement;
        try {
            statement = Statement.of(envelope);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.FAILED, attestation + " " + e.getMessage(), e);
        }
        if (record != null && !statement.subjects().containsValue(Predicate.digest(Files.readAllBytes(record)))) {
            throw new CommandException(
                    ExitCode.FAILED,
                    record + " is not the record that was attested, or has been changed or gone on since");
        }
        if (output.isJson()) {
            shell.out().println(Json.pretty(statement.predicate()));
        } else {
            shell.out().println("signed with " + key + (record == null ? "" : ", and about " + record));
            statement.subjects().forEach((name, digest) -> shell.out().println("  " + name + " sha256:" + digest));
        }
        return ExitCode.DONE;
    }
}
