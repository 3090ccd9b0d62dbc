package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Route;
import java.util.Map;

/**
 * What stood before the first write of a canary release, and where it is to go.
 *
 * <p>Kept in the BASELINE event and on the Lease, so that whoever adopts the release can also undo it.
 *
 * @param container container whose image is released
 * @param oldImage image of stable
 * @param newImage image that the canary gets, and stable at promotion
 * @param replicas pods that the load needed at the start
 * @param canaryImage image of the canary at the start
 * @param canaryReplicas size of the canary at the start
 * @param selector of the Service at the start; empty with a router
 * @param label what tells stable's pods from the canary's; empty with a router
 * @param stableValue stable's value of the label
 * @param canaryValue the canary's value of it
 * @param weights of the route at the start, by {@link #key} of the backend; -1 where there was none
 * @param uids uid of every object concerned, by {@code Kind/name}
 */
public record CanaryBaseline(
        String container,
        String oldImage,
        String newImage,
        int replicas,
        String canaryImage,
        int canaryReplicas,
        Map<String, String> selector,
        String label,
        String stableValue,
        String canaryValue,
        Map<String, Integer> weights,
        Map<String, String> uids) {
    public CanaryBaseline {
        selector = Map.copyOf(selector);
        weights = Map.copyOf(weights);
        uids = Map.copyOf(uids);
    }

    /** Place and Service of a backend: one without the other is another backend. */
    static String key(Route.Backend backend) {
        return backend.pointer() + " " + backend.service();
    }
}
