package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.record.attestation.SigningKey;
import java.util.Optional;
import org.jenkinsci.main.modules.instance_identity.InstanceIdentity;

/**
 * The key by which this controller is known: the plugin Instance Identity keeps it, and Jenkins tells its public half with
 * every answer, in the header {@code X-Instance-Identity}.
 */
final class ControllerKey {
    private ControllerKey() {}

    /** Empty where that plugin, on which ours depends optionally, is not installed. */
    static Optional<SigningKey> find() {
        try {
            InstanceIdentity identity = InstanceIdentity.get();
            return Optional.of(SigningKey.of(identity.getPrivate(), Optional.of(identity.getPublic())));
        } catch (NoClassDefFoundError e) {
            return Optional.empty();
        }
    }
}
