package io.jenkins.plugins.rolloutgate.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was read of a cluster so far. Immutable. */
public final class Answers {
    public static final Answers NONE = new Answers(Map.of(), Map.of());

    private final Map<String, Optional<JsonNode>> objects;
    private final Map<Access, Boolean> allowed;

    private Answers(Map<String, Optional<JsonNode>> objects, Map<Access, Boolean> allowed) {
        this.objects = objects;
        this.allowed = allowed;
    }

    /** With one more; empty where there is no such object. */
    public Answers with(String path, Optional<JsonNode> object) {
        Map<String, Optional<JsonNode>> more = new HashMap<>(objects);
        more.put(path, object);
        return new Answers(more, allowed);
    }

    public Answers with(Access access, boolean isAllowed) {
        Map<Access, Boolean> more = new HashMap<>(allowed);
        more.put(access, isAllowed);
        return new Answers(objects, more);
    }

    public boolean has(String path) {
        return objects.containsKey(path);
    }

    public boolean has(Access access) {
        return allowed.containsKey(access);
    }

    /**
     * Empty where there is no such object.
     *
     * @throws IllegalStateException if it was not read
     */
    public Optional<JsonNode> get(String path) {
        if (!has(path)) {
            throw new IllegalStateException(path + " was not read");
        }
        return objects.get(path);
    }

    boolean isAllowed(Access access) {
        return allowed.getOrDefault(access, false);
    }
}
