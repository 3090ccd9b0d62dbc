package io.jenkins.plugins.rolloutgate.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What an object would become, compared with what it is: a line for each field, never a value of a Secret. */
public final class ManifestDiff {
    /** What the API server writes by itself. */
    private static final Set<String> ITS_OWN = Set.of(
            "/metadata/managedFields",
            "/metadata/resourceVersion",
            "/metadata/generation",
            "/metadata/creationTimestamp",
            "/metadata/uid",
            "/status");

    private static final int LONGEST = 120;

    private final boolean secret;
    private final List<String> lines = new ArrayList<>();

    private ManifestDiff(boolean secret) {
        this.secret = secret;
    }

    /**
     * Lines such as {@code spec.replicas: 2 -> 3}; empty if nothing would change.
     *
     * @param before empty if the object does not exist
     */
    public static List<String> of(Optional<JsonNode> before, JsonNode after) {
        if (before.isEmpty()) {
            return List.of("is new");
        }
        ManifestDiff diff = new ManifestDiff(after.path("kind").asText().equals("Secret"));
        diff.compare("", before.get(), after);
        return List.copyOf(diff.lines);
    }

    private void compare(String path, JsonNode before, JsonNode after) {
        if (ITS_OWN.contains(path) || before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            Set<String> names = new TreeSet<>();
            names(before.fieldNames(), names);
            names(after.fieldNames(), names);
            names.forEach(name -> compare(path + "/" + name, before.path(name), after.path(name)));
        } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
            for (int i = 0; i < before.size(); i++) {
                compare(path + "/" + i, before.get(i), after.get(i));
            }
        } else {
            lines.add(path.substring(1).replace('/', '.') + ": " + text(path, before) + " -> " + text(path, after));
        }
    }

    private static void names(Iterator<String> from, Set<String> to) {
        from.forEachRemaining(to::add);
    }

    private String text(String path, JsonNode value) {
        if (value.isMissingNode()) {
            return "nothing";
        }
        if (secret && (path.startsWith("/data") || path.startsWith("/stringData"))) {
            return "***";
        }
        String text = value.isValueNode() ? value.asText() : value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
