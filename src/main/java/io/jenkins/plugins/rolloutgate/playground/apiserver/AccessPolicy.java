package io.jenkins.plugins.rolloutgate.playground.apiserver;

/** Who may do what, as RBAC decides it for the one user of the playground. */
@FunctionalInterface
public interface AccessPolicy {
    /** The user that every request comes from. */
    String USER = "playground";

    AccessPolicy ALLOW_ALL = (verb, group, resource, namespace) -> true;

    /**
     * Decides one request.
     *
     * @param resource plural, with its subresource: {@code pods/log}
     * @param namespace empty for the whole cluster
     */
    boolean allows(String verb, String group, String resource, String namespace);
}
