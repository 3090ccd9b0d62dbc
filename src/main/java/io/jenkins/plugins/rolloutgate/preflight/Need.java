package io.jenkins.plugins.rolloutgate.preflight;

import java.util.List;

/**
 * What a check must read before it can tell more.
 *
 * @param paths below the address of the API server, such as {@code apis/apps/v1/namespaces/shop/deployments/web}
 * @param access what the identity of the release must be allowed to do
 * @param queries to the metric source
 */
public record Need(List<String> paths, List<Access> access, List<String> queries) implements Check.Step {
    public Need {
        paths = List.copyOf(paths);
        access = List.copyOf(access);
        queries = List.copyOf(queries);
    }

    public Need(List<String> paths, List<Access> access) {
        this(paths, access, List.of());
    }

    static Need paths(List<String> paths) {
        return new Need(paths, List.of());
    }

    public static Need query(String query) {
        return new Need(List.of(), List.of(), List.of(query));
    }
}
