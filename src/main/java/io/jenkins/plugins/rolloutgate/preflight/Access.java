package io.jenkins.plugins.rolloutgate.preflight;

/**
 * One thing to be allowed to do in a namespace.
 *
 * @param group of the API; empty for the core
 * @param resource in the plural, with its subresource behind a slash: {@code pods/proxy}
 */
public record Access(String verb, String group, String resource) {
    /** As people write it: {@code deployments.apps}. */
    String where() {
        return resource + (group.isEmpty() ? "" : "." + group);
    }
}
