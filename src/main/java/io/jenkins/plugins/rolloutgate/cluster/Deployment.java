package io.jenkins.plugins.rolloutgate.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * A Deployment as observed.
 *
 * @param selector {@code matchLabels}
 * @param template the pod template
 * @param desired {@code spec.replicas}
 * @param status counts of the observed generation
 * @param failure message of a condition that says the rollout does not get on (deadline exceeded, quota), if any
 * @param manifest the whole object without status and managed fields
 */
public record Deployment(
        Metadata metadata,
        Map<String, String> selector,
        JsonNode template,
        int desired,
        Status status,
        boolean paused,
        Optional<String> failure,
        JsonNode manifest) {

    /** The Deployment controller's counts; {@code observedGeneration} tells whether they are about today's spec. */
    public record Status(
            long generation, long observedGeneration, int replicas, int updated, int ready, int available) {}

    public Deployment {
        selector = Map.copyOf(selector);
    }

    public String name() {
        return metadata.name();
    }

    /** Labels of its pods. */
    public Map<String, String> podLabels() {
        return Labels.of(template.path("metadata").path("labels"));
    }

    /** Position of a container in the pod template, or -1; an empty name means the only or first container. */
    public int containerIndex(String container) {
        JsonNode containers = template.path("spec").path("containers");
        for (int i = 0; i < containers.size(); i++) {
            if (container.isEmpty() || containers.get(i).path("name").asText().equals(container)) {
                return i;
            }
        }
        return -1;
    }

    public String image(String container) {
        return template.path("spec")
                .path("containers")
                .path(containerIndex(container))
                .path("image")
                .asText();
    }

    /**
     * Whether the rollout is finished by the definition of {@code kubectl rollout status}: the spec was seen, all
     * replicas are of the new template, none of an old one is left, and all are available (kubectl
     * {@code pkg/polymorphichelpers/rollout_status.go}).
     */
    public boolean rolloutFinished() {
        return status.observedGeneration() >= status.generation()
                && status.updated() >= desired
                && status.replicas() <= status.updated()
                && status.available() >= status.updated();
    }
}
