package io.jenkins.plugins.rolloutgate.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads what a release itself does not need, for checks before it. Thread-safe; calls block as those of {@link Cluster}. */
public interface ApiReader {
    /**
     * Reads an object or a list.
     *
     * @param path below the address of the API server; no part of it may come from somebody who could mean another path
     * @return empty if there is no such object, or no such API
     * @throws ClusterException if it may not be read, or nothing answers
     */
    Optional<JsonNode> read(String path) throws ClusterException;

    /**
     * Asks whether this identity may do something, by a {@code SelfSubjectAccessReview}.
     *
     * @param resource in the plural, with its subresource behind a slash
     * @throws ClusterException if the API server does not answer that
     */
    boolean isAllowed(String namespace, String verb, String group, String resource) throws ClusterException;
}
