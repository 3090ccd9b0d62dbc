package io.jenkins.plugins.rolloutgate.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Writes objects that no release drives. Every request is sent exactly once. Paths are as those of {@link ApiReader}.
 * Thread-safe; calls block.
 */
public interface ApiWriter {
    /**
     * Creates an object.
     *
     * @param path of its collection
     * @throws ClusterException with CONFLICT if there is one of that name
     */
    JsonNode create(String path, JsonNode object) throws ClusterException;

    /** Changes an object by a JSON patch, which tests what it builds on. */
    JsonNode patch(String path, List<PatchOp> patch) throws ClusterException;

    /**
     * Deletes exactly the object that was seen.
     *
     * @throws ClusterException with CONFLICT if it has changed since
     */
    void delete(String path, JsonNode seen) throws ClusterException;

    /**
     * Applies a manifest on the server ({@code application/apply-patch+yaml}) as field manager {@code
     * rollout-gate-apply}, which is not that of releases: what a release has changed since is a conflict.
     *
     * @param dryRun whether only to tell what the object would become
     * @param force whether to take over fields that somebody else manages
     * @throws ClusterException with CONFLICT, naming the other managers, if it is not forced
     */
    JsonNode apply(String path, JsonNode manifest, boolean dryRun, boolean force) throws ClusterException;
}
