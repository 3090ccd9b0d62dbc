package io.jenkins.plugins.rolloutgate.preflight;

import java.time.Instant;
import java.util.List;

/**
 * What is to be released.
 *
 * @param deployments names of those that take part; the one that has the traffic among them
 * @param router whether the shares of a canary are weights of a route
 */
public record Subject(String namespace, List<String> deployments, boolean router, Instant now) {
    public Subject {
        deployments = List.copyOf(deployments);
    }

    public String namespaced(String group, String resource) {
        return (group.startsWith("api/") ? group : "apis/" + group) + "/namespaces/" + namespace + "/" + resource;
    }

    public String deployment(String name) {
        return namespaced("apps/v1", "deployments/" + name);
    }

    public List<String> deploymentPaths() {
        return deployments.stream().map(this::deployment).toList();
    }
}
