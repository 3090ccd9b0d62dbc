package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.record.DamagedRecordException;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.attestation.Envelope;
import io.jenkins.plugins.rolloutgate.record.attestation.PemKeys;
import io.jenkins.plugins.rolloutgate.record.attestation.SigningKey;
import io.jenkins.plugins.rolloutgate.record.attestation.Statement;
import io.jenkins.plugins.rolloutgate.run.checklist.RecordStatement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.HttpResponse;

/** Signs statements about records with the key that the administrator has chosen, or with that of the controller. */
final class Attestations {
    private Attestations() {}

    /** The envelope about a record as a download; 404 and why, where no key can be used, 409 where the record is damaged. */
    static HttpResponse download(String name, Path record) throws IOException {
        try {
            Statement statement = RecordStatement.of(record, Instant.now());
            Envelope envelope = Envelope.sign(Envelope.IN_TOTO, statement.json(), key());
            return Content.file(
                    "application/json", name, Json.pretty(envelope.json()).getBytes(StandardCharsets.UTF_8));
        } catch (DamagedRecordException e) {
            return Content.refusal(409, Text.sentence(e.getMessage()));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Content.refusal(404, e.getMessage());
        }
    }

    private static SigningKey key() {
        String id = RolloutGateConfiguration.get().getAttestationCredentialsId();
        if (id.isEmpty()) {
            return ControllerKey.find()
                    .orElseThrow(
                            () -> new IllegalArgumentException("There is no key for attestations: an administrator "
                                    + "chooses one under Manage Jenkins, or installs the plugin Instance Identity"));
        }
        StringCredentials secret = CredentialLookup.OF_ADMINISTRATOR
                .find(id, StringCredentials.class, "")
                .orElseThrow(() -> new IllegalArgumentException("Credentials " + id
                        + " are no secret text that exists: an administrator chooses others under Manage Jenkins"));
        try {
            return SigningKey.of(PemKeys.privateKey(secret.getSecret().getPlainText()), Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Credentials " + id + " cannot sign: the text " + e.getMessage(), e);
        }
    }
}
