package io.jenkins.plugins.rolloutgate.preflight;

import java.util.List;

/**
 * What a check must read before it can tell more.
 *
 * @param paths below the address of the API server, such as {@code apis/apps/v1/namespaces/shop/deployments/web}
 * @param access what the identity of the release must be allowed to do
 */
public record Need(List<String> paths, List<Access> access) implements Check.Step {
    public Need {
        paths = List.copyOf(paths);
        access = List.copyOf(access);
    }

    static Need paths(List<String> paths) {
        return new Need(paths, List.of());
    }
}
