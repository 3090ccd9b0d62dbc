package io.jenkins.plugins.rolloutgate.cluster;

import java.util.Map;

/** A PodDisruptionBudget as observed. */
public record DisruptionBudget(String name, Map<String, String> selector) {
    public DisruptionBudget {
        selector = Map.copyOf(selector);
    }
}
