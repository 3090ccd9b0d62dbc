package io.jenkins.plugins.rolloutgate.run.checklist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;

/**
 * A person who says something of a checklist.
 *
 * @param id as it will stand in the record
 * @param authentication how they are known to be who they are, in words
 * @param claim whether nobody has checked that: it is recorded and opens no gate
 * @param message what they have signed with a key of theirs; empty where a server has authenticated them
 * @param signature of the message
 */
public record Signer(String id, String authentication, boolean claim, String message, String signature) {

    /** Somebody whom a server has authenticated. */
    public static Signer authenticated(String id, String how) {
        return new Signer(id, how, false, "", "");
    }

    /** Somebody who has only said their name. */
    public static Signer claiming(String id) {
        return new Signer(id, "claimed, not authenticated", true, "", "");
    }

    /** Somebody who has signed it with a key that is known to be theirs. */
    public static Signer withKey(String id, String how, String message, String signature) {
        return new Signer(id, how, false, message, signature);
    }

    ObjectNode data() {
        ObjectNode data = Json.object().put("authentication", authentication);
        if (claim) {
            data.put("claim", true);
        }
        return signature.isEmpty() ? data : data.put("signed", message).put("signature", signature);
    }
}
