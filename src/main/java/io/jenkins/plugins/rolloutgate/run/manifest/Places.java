package io.jenkins.plugins.rolloutgate.run.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.rolloutgate.cluster.ApiReader;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.manifest.Manifest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where in the API an object has its place, as the cluster itself says. Not thread-safe. */
final class Places {
    private final ApiReader api;
    private final Map<String, JsonNode> known = new HashMap<>();

    Places(ApiReader api) {
        this.api = api;
    }

    /**
     * A place.
     *
     * @param path of the object, below the address of the API server
     */
    record Place(String path, boolean namespaced) {}

    /** Empty if the cluster does not know that kind. */
    Optional<Place> of(Manifest manifest, String namespace) throws ClusterException {
        String version = manifest.apiVersion();
        String base = version.contains("/") ? "apis/" + group(version) : "api/" + segment(version);
        for (JsonNode resource : resources(base)) {
            String plural = resource.path("name").asText();
            if (resource.path("kind").asText().equals(manifest.kind()) && !plural.contains("/")) {
                boolean namespaced = resource.path("namespaced").asBoolean();
                String home = manifest.namespace().isEmpty() ? namespace : manifest.namespace();
                String path = base + (namespaced ? "/namespaces/" + segment(home) : "") + "/" + plural + "/"
                        + segment(manifest.name());
                return Optional.of(new Place(path, namespaced));
            }
        }
        return Optional.empty();
    }

    private JsonNode resources(String base) throws ClusterException {
        JsonNode found = known.get(base);
        if (found == null) {
            Optional<JsonNode> list = api.read(base);
            if (list.isEmpty()) {
                // A definition that is applied now may bring it.
                return MissingNode.getInstance();
            }
            found = list.get().path("resources");
            known.put(base, found);
        }
        return found;
    }

    /** After a definition has brought a kind. */
    void forget() {
        known.clear();
    }

    private static String group(String version) {
        int slash = version.indexOf('/');
        return segment(version.substring(0, slash)) + "/" + segment(version.substring(slash + 1));
    }

    /** Nothing in a manifest can leave its segment of the path. */
    private static String segment(String text) {
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("'" + text + "' is no name in a manifest");
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
