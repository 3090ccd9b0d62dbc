package io.jenkins.plugins.rolloutgate.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** One operation of a JSON patch (RFC 6902). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PatchOp(String op, String path, JsonNode value) {
    public static PatchOp test(String path, JsonNode value) {
        return new PatchOp("test", path, value);
    }

    public static PatchOp test(String path, String value) {
        return test(path, TextNode.valueOf(value));
    }

    public static PatchOp test(String path, int value) {
        return test(path, IntNode.valueOf(value));
    }

    /** Sets a member of an object, whether it is there or not. */
    public static PatchOp set(String path, JsonNode value) {
        return new PatchOp("add", path, value);
    }

    public static PatchOp set(String path, String value) {
        return set(path, TextNode.valueOf(value));
    }

    public static PatchOp set(String path, int value) {
        return set(path, IntNode.valueOf(value));
    }

    public static PatchOp remove(String path) {
        return new PatchOp("remove", path, null);
    }
}
