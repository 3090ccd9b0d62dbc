package io.jenkins.plugins.rolloutgate.record.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A payload with its signatures, as DSSE 1.0 has it (github.com/secure-systems-lab/dsse, {@code protocol.md} and {@code
 * envelope.md}).
 *
 * @param payloadType what the payload is; signed together with it
 * @param payload a text, in UTF-8; bytes that are none cannot be verified
 */
public record Envelope(String payloadType, String payload, List<Signed> signatures) {
    /** Payload type of an in-toto statement. */
    public static final String IN_TOTO = "application/vnd.in-toto+json";

    public Envelope {
        signatures = List.copyOf(signatures);
    }

    /**
     * One signature; the id of its key is only a hint.
     *
     * @param signature in base 64
     */
    public record Signed(String keyId, String signature) {}

    /**
     * Signs a payload.
     *
     * @throws GeneralSecurityException if the key cannot sign
     */
    public static Envelope sign(String payloadType, String payload, SigningKey key) throws GeneralSecurityException {
        return new Envelope(
                payloadType,
                payload,
                List.of(new Signed(
                        key.id(), Base64.getEncoder().encodeToString(key.sign(encoded(payloadType, payload))))));
    }

    /**
     * Reads an envelope.
     *
     * @throws IllegalArgumentException in one line, if it is none
     */
    public static Envelope parse(String json) {
        try {
            JsonNode read = Json.parse(json);
            List<Signed> signatures = new ArrayList<>();
            for (JsonNode one : read.path("signatures")) {
                signatures.add(
                        new Signed(one.path("keyid").asText(), one.path("sig").asText()));
            }
            if (!read.path("payloadType").isTextual() || !read.path("payload").isTextual() || signatures.isEmpty()) {
                throw new IllegalArgumentException("is no DSSE envelope: it wants payload, payloadType and signatures");
            }
            String payload = new String(decode(read.path("payload").asText()), StandardCharsets.UTF_8);
            return new Envelope(read.path("payloadType").asText(), payload, signatures);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException("is no DSSE envelope: it is not JSON", e);
        }
    }

    /** Both alphabets are allowed. */
    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
    }

    /** Whether one of the signatures is of this key. */
    public boolean isSignedBy(PublicKey key) throws GeneralSecurityException {
        for (Signed one : signatures) {
            if (isSignedBy(key, one)) {
                return true;
            }
        }
        return false;
    }

    private boolean isSignedBy(PublicKey key, Signed one) throws GeneralSecurityException {
        try {
            return SigningKey.isSignedBy(key, encoded(payloadType, payload), decode(one.signature()));
        } catch (SignatureException e) {
            // It is not even of the form that the key's signatures have.
            return false;
        }
    }

    public ObjectNode json() {
        Base64.Encoder base64 = Base64.getEncoder();
        ObjectNode json = Json.object()
                .put("payload", base64.encodeToString(payload.getBytes(StandardCharsets.UTF_8)))
                .put("payloadType", payloadType);
        ArrayNode list = json.putArray("signatures");
        for (Signed one : signatures) {
            ObjectNode signature = list.addObject();
            if (!one.keyId().isEmpty()) {
                signature.put("keyid", one.keyId());
            }
            signature.put("sig", one.signature());
        }
        return json;
    }

    /** What is signed: the Pre-Authentication Encoding. */
    static byte[] encoded(String payloadType, String payload) {
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(type);
        out.writeBytes((" " + body.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(body);
        return out.toByteArray();
    }
}
