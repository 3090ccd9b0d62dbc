package io.jenkins.plugins.rolloutgate.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A HorizontalPodAutoscaler as observed.
 *
 * @param deployment name of the Deployment that it scales; empty when it scales something else
 * @param desired what it wants now, 0 when it has not decided yet
 */
public record Autoscaler(
        Metadata metadata, String deployment, int minReplicas, int maxReplicas, int desired, JsonNode manifest) {
    public String name() {
        return metadata.name();
    }
}
