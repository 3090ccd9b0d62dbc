package io.jenkins.plugins.rolloutgate.record.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is stated about a record, as an in-toto Statement v1 (github.com/in-toto/attestation, {@code spec/v1}).
 *
 * @param subjects SHA-256 in hex by name; the record's own file first
 * @param predicate what is said about them; {@code docs/record.md} lists its fields
 */
public record Statement(Map<String, String> subjects, JsonNode predicate) {
    public static final String TYPE = "https://in-toto.io/Statement/v1";

    /** Tells what the predicate means; described in {@code docs/record.md}. */
    public static final String PREDICATE = "https://plugins.jenkins.io/rollout-gate/attestation/record/v1";

    private static final String DIGEST = "sha256";

    public Statement {
        subjects = new LinkedHashMap<>(subjects);
    }

    public String json() {
        ObjectNode json = Json.object().put("_type", TYPE);
        ArrayNode list = json.putArray("subject");
        subjects.forEach((name, digest) ->
                list.addObject().put("name", name).putObject("digest").put(DIGEST, digest));
        json.put("predicateType", PREDICATE).set("predicate", predicate);
        return Json.line(json);
    }

    /**
     * Reads the payload of an envelope.
     *
     * @throws IllegalArgumentException in one line, if it states something else
     */
    public static Statement of(Envelope envelope) {
        JsonNode json = Json.parse(envelope.payload());
        boolean ours = envelope.payloadType().equals(Envelope.IN_TOTO)
                && json.path("_type").asText().equals(TYPE)
                && json.path("predicateType").asText().equals(PREDICATE);
        if (!ours) {
            throw new IllegalArgumentException("states nothing about a record: its payload is " + envelope.payloadType()
                    + ", " + json.path("predicateType").asText("without a predicate"));
        }
        Map<String, String> subjects = new LinkedHashMap<>();
        json.path("subject")
                .forEach(one -> subjects.put(
                        one.path("name").asText(),
                        one.path("digest").path(DIGEST).asText()));
        return new Statement(subjects, json.path("predicate"));
    }
}
