package io.jenkins.plugins.rolloutgate.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was read of a cluster so far. Immutable. */
public final class Answers {
    public static final Answers NONE = new Answers(Map.of(), Map.of(), Map.of());

    private final Map<String, Optional<JsonNode>> objects;
    private final Map<Access, Boolean> allowed;
    private final Map<String, List<Measured>> measured;

    private Answers(
            Map<String, Optional<JsonNode>> objects,
            Map<Access, Boolean> allowed,
            Map<String, List<Measured>> measured) {
        this.objects = objects;
        this.allowed = allowed;
        this.measured = measured;
    }

    /** With one more; empty where there is no such object. */
    public Answers with(String path, Optional<JsonNode> object) {
        Map<String, Optional<JsonNode>> more = new HashMap<>(objects);
        more.put(path, object);
        return new Answers(more, allowed, measured);
    }

    public Answers with(Access access, boolean isAllowed) {
        Map<Access, Boolean> more = new HashMap<>(allowed);
        more.put(access, isAllowed);
        return new Answers(objects, more, measured);
    }

    /** With what a query has given. */
    public Answers with(String query, List<Measured> series) {
        Map<String, List<Measured>> more = new HashMap<>(measured);
        more.put(query, List.copyOf(series));
        return new Answers(objects, allowed, more);
    }

    public boolean hasQuery(String query) {
        return measured.containsKey(query);
    }

    /** One for each series; empty where there is none. */
    public List<Measured> series(String query) {
        return measured.getOrDefault(query, List.of());
    }

    public List<Double> values(String query) {
        return series(query).stream().map(Measured::value).toList();
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
