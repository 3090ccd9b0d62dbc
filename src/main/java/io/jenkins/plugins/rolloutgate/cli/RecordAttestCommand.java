package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.record.DamagedRecordException;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.attestation.Envelope;
import io.jenkins.plugins.rolloutgate.record.attestation.PemKeys;
import io.jenkins.plugins.rolloutgate.record.attestation.SigningKey;
import io.jenkins.plugins.rolloutgate.record.attestation.Statement;
import io.jenkins.plugins.rolloutgate.run.checklist.RecordStatement;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** States with a signature what a record says. */
@Command(
        name = "attest",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Writes an in-toto statement about a record, in a DSSE envelope signed with a private key.",
        footer = {
            "",
            "Example: rollout-gate record attest --key key.pem checkout-20261126-010000-1a2b3c > attestation.json"
        })
final class RecordAttestCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    RecordFile file = new RecordFile();

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "Private key: PEM, PKCS#8, RSA, EC or Ed25519, not encrypted.")
    Path key;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "Its public half, to name the key in the envelope.")
    Path publicKey;

    @Option(names = OutputOptions.DEBUG, description = "Show stack traces of errors.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    RecordAttestCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Statement statement = statement(file.find(shell));
        try {
            Optional<PublicKey> known =
                    publicKey == null ? Optional.empty() : Optional.of(KeyFiles.read(publicKey, PemKeys::publicKey));
            SigningKey signing = SigningKey.of(KeyFiles.read(key, PemKeys::privateKey), known);
            Envelope envelope = Envelope.sign(Envelope.IN_TOTO, statement.json(), signing);
            shell.out().println(Json.pretty(envelope.json()));
            return ExitCode.DONE;
        } catch (GeneralSecurityException e) {
            throw new CommandException(ExitCode.FAILED, key + " cannot sign: " + e.getMessage(), e);
        }
    }

    private static Statement statement(Path record) throws IOException {
        try {
            return RecordStatement.of(record, Instant.now());
        } catch (DamagedRecordException e) {
            throw new CommandException(ExitCode.FAILED, e.getMessage(), e);
        }
    }
}
