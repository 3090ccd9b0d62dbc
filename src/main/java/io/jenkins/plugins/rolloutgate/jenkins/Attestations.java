package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.attestation.Envelope;
import io.jenkins.plugins.rolloutgate.record.attestation.PemKeys;
import io.jenkins.plugins.rolloutgate.record.attestation.SigningKey;
import io.jenkins.plugins.rolloutgate.record.attestation.Statement;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.HttpResponse;

/** Signs statements about records with the key that the administrator has chosen. */
final class Attestations {
    private Attestations() {}

    /** The envelope as a download; 404 and why, where no key can be used. */
    static HttpResponse download(String name, Statement statement) {
        String id = RolloutGateConfiguration.get().getAttestationCredentialsId();
        if (id.isEmpty()) {
            return Content.refusal(
                    404, "No key for attestations is set: an administrator chooses one under Manage Jenkins");
        }
        Optional<StringCredentials> secret = CredentialLookup.OF_ADMINISTRATOR.find(id, StringCredentials.class, "");
        if (secret.isEmpty()) {
            return Content.refusal(
                    404, "Credentials " + id + " are no secret text that exists: an administrator chooses others");
        }
        try {
            SigningKey key =
                    SigningKey.of(PemKeys.privateKey(secret.get().getSecret().getPlainText()), Optional.empty());
            Envelope envelope = Envelope.sign(Envelope.IN_TOTO, statement.json(), key);
            return Content.file(
                    "application/json", name, Json.pretty(envelope.json()).getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Content.refusal(404, "Credentials " + id + " cannot sign: the text " + e.getMessage());
        }
    }
}
