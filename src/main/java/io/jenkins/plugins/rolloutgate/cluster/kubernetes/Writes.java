package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.ApiWriter;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import java.util.List;

/** Writes single objects, past all caches. Thread-safe. */
record Writes(ApiServer api) implements ApiWriter {
    private static final String MANAGER = "fieldManager=rollout-gate";
    /** Not that of releases: what a release has changed since is not to be set back in silence. */
    private static final String APPLIER = "fieldManager=rollout-gate-apply";

    private static final String JSON = "application/json";

    @Override
    public JsonNode create(String path, JsonNode object) throws ClusterException {
        return send("POST", path + "?" + MANAGER, JSON, object.toString(), "create " + named(path, object));
    }

    @Override
    public JsonNode patch(String path, List<PatchOp> patch) throws ClusterException {
        return send(
                "PATCH",
                path + "?" + MANAGER,
                "application/json-patch+json",
                Trees.write(patch),
                "patch " + words(path));
    }

    @Override
    public void delete(String path, JsonNode seen) throws ClusterException {
        ObjectNode options = Trees.object().put("apiVersion", "v1").put("kind", "DeleteOptions");
        ObjectNode preconditions = options.putObject("preconditions");
        preconditions.set("uid", seen.at("/metadata/uid"));
        preconditions.set("resourceVersion", seen.at("/metadata/resourceVersion"));
        send("DELETE", path, JSON, options.toString(), "delete " + words(path));
    }

    @Override
    public JsonNode apply(String path, JsonNode manifest, boolean dryRun, boolean force) throws ClusterException {
        String query = "?" + APPLIER + (dryRun ? "&dryRun=All" : "") + (force ? "&force=true" : "");
        return send("PATCH", path + query, "application/apply-patch+yaml", manifest.toString(), "apply " + words(path));
    }

    private JsonNode send(String method, String path, String type, String body, String what) throws ClusterException {
        return api.send(Request.sending(method, path, type, body, api.timeout(), what));
    }

    private static String named(String collection, JsonNode object) {
        return words(collection + "/" + object.at("/metadata/name").asText());
    }

    /** {@code deployments shop/web} of {@code apis/apps/v1/namespaces/shop/deployments/web}. */
    private static String words(String path) {
        String[] parts = path.split("/", -1);
        int last = parts.length - 1;
        boolean namespaced = last >= 3 && parts[last - 3].equals("namespaces");
        return parts[last - 1] + " " + (namespaced ? parts[last - 2] + "/" : "") + parts[last];
    }
}
