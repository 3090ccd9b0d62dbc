package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reading and writing of JSON trees; a missing path reads as empty, never as null. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Parses a document that must be a JSON object; a 400 otherwise. */
    public static ObjectNode parseObject(String text) {
        if (parse(text) instanceof ObjectNode object) {
            return object;
        }
        throw ApiException.badRequest("the request body is not a JSON object");
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw ApiException.badRequest("the request body is not JSON: "
                    + (e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage()));
        }
    }

    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text at a JSON pointer, empty when there is none. */
    public static String text(JsonNode node, String pointer) {
        return node.at(pointer).asText("");
    }

    /** The number at a JSON pointer, or the fallback. */
    public static int integer(JsonNode node, String pointer, int fallback) {
        return node.at(pointer).asInt(fallback);
    }

    /** The object at a key, created when it is missing. */
    public static ObjectNode child(ObjectNode parent, String key) {
        return parent.get(key) instanceof ObjectNode existing ? existing : parent.putObject(key);
    }

    /** Drops fields that are null, which Kubernetes takes for absent. */
    static ObjectNode withoutNulls(ObjectNode object) {
        object.removeIf(JsonNode::isNull);
        object.forEach(Json::dropNulls);
        return object;
    }

    private static void dropNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            withoutNulls(object);
        } else {
            node.forEach(Json::dropNulls);
        }
    }

    /** Sets a text only where nothing was said. */
    static void fallback(ObjectNode node, String key, String value) {
        if (!node.hasNonNull(key)) {
            node.put(key, value);
        }
    }

    static void fallback(ObjectNode node, String key, int value) {
        if (!node.hasNonNull(key)) {
            node.put(key, value);
        }
    }
}
