package io.jenkins.plugins.rolloutgate.run.manifest;

import io.jenkins.plugins.rolloutgate.manifest.Manifest;
import java.util.List;

/**
 * One object and what applying it changes, or would change.
 *
 * @param path of it below the address of the API server; empty while the cluster does not know its kind
 * @param diff empty if nothing changes
 */
public record Applied(Manifest manifest, String path, List<String> diff) {
    public Applied {
        diff = List.copyOf(diff);
    }
}
