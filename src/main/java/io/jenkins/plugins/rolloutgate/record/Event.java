package io.jenkins.plugins.rolloutgate.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One line of the record.
 *
 * @param sequence position in the record, from 1
 * @param time when it was appended, by the clock of the process that drives the release
 * @param actor who caused it: a person's user id, or {@code rollout-gate} for the engine itself
 * @param kind what it tells
 * @param data the facts, by the names that {@code docs/record.md} lists
 * @param previous SHA-256 of the line before, in hex; 64 zeros for the first line
 */
public record Event(long sequence, Instant time, String actor, EventKind kind, ObjectNode data, String previous) {

    /** The engine itself, as an actor. */
    public static final String ENGINE = "rollout-gate";

    /** The line as it stands in the journal; its bytes are what the next line's hash is over. */
    public String line() {
        ObjectNode json = Json.object()
                .put("seq", sequence)
                .put("time", time.toString())
                .put("actor", actor)
                .put("kind", kind.name());
        json.set("data", data);
        return Json.line(json.put("prev", previous));
    }

    /**
     * Reads a line back.
     *
     * @throws RuntimeException if the line is not an event
     */
    static Event parse(String line) {
        JsonNode json = Json.parse(line);
        if (!json.path("seq").isIntegralNumber() || !json.path("data").isObject()) {
            throw new IllegalArgumentException("not an event");
        }
        return new Event(
                json.path("seq").asLong(),
                Instant.parse(json.path("time").asText()),
                json.path("actor").asText(),
                EventKind.valueOf(json.path("kind").asText()),
                (ObjectNode) json.path("data"),
                json.path("prev").asText());
    }

    public String text(String field) {
        return data.path(field).asText("");
    }
}
