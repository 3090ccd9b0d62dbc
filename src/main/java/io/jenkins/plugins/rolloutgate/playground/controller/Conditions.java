package io.jenkins.plugins.rolloutgate.playground.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import java.util.Optional;

/** The {@code status.conditions} of an object. */
public final class Conditions {
    private Conditions() {}

    public static Optional<JsonNode> find(JsonNode object, String type) {
        for (JsonNode condition : object.at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    /** The condition of that type, added when it is missing. */
    public static ObjectNode at(ObjectNode object, String type) {
        return at(Json.child(object, "status").withArray("conditions"), type);
    }

    private static ObjectNode at(ArrayNode conditions, String type) {
        for (JsonNode condition : conditions) {
            if (condition.path("type").asText().equals(type)) {
                return (ObjectNode) condition;
            }
        }
        return conditions.addObject().put("type", type);
    }

    /** Sets a condition; its transition time changes with its status only. An empty reason or message is left out. */
    public static ObjectNode set(
            ObjectNode object, String type, String status, String reason, String message, String now) {
        return set(Json.child(object, "status").withArray("conditions"), type, status, reason, message, now);
    }

    /** The same in a list of conditions that stands elsewhere. */
    static ObjectNode set(ArrayNode conditions, String type, String status, String reason, String message, String now) {
        ObjectNode condition = at(conditions, type);
        if (!condition.path("status").asText().equals(status)) {
            condition.put("status", status).put("lastTransitionTime", now);
        }
        putOrRemove(condition, "reason", reason);
        putOrRemove(condition, "message", message);
        return condition;
    }

    private static void putOrRemove(ObjectNode node, String key, String value) {
        if (value.isEmpty()) {
            node.remove(key);
        } else {
            node.put(key, value);
        }
    }
}
