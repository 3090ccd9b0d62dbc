package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stood before the first write of a blue-green release, and where it is to go.
 *
 * <p>Kept in the BASELINE event and on the Lease, so that whoever adopts the release can also undo it.
 *
 * @param active Deployment that has the traffic at the start
 * @param idle the other one
 * @param container container whose image is released
 * @param oldImage image of the active colour
 * @param newImage image that the idle colour gets
 * @param replicas size that the idle colour needs for the load at the start
 * @param oldSelector selector of the active Service at the start
 * @param newSelector selector that moves the traffic to the idle colour
 * @param idleImage image of the idle colour at the start
 * @param idleReplicas size of the idle colour at the start
 * @param uids uid of every object concerned, by {@code Kind/name}
 */
public record Baseline(
        String active,
        String idle,
        String container,
        String oldImage,
        String newImage,
        int replicas,
        Map<String, String> oldSelector,
        Map<String, String> newSelector,
        String idleImage,
        int idleReplicas,
        Map<String, String> uids) {
    public Baseline {
        oldSelector = Map.copyOf(oldSelector);
        // Sorted, so that the colour is named by the same label in every process.
        newSelector = Collections.unmodifiableMap(new TreeMap<>(newSelector));
        uids = Map.copyOf(uids);
    }

    /** The colour of a side as people name it: what its name has beyond the other's, such as {@code blue}. */
    @JsonIgnore
    public String colour(String deployment) {
        return newSelector.entrySet().stream()
                .filter(label -> !label.getValue().equals(oldSelector.get(label.getKey())))
                .map(label -> deployment.equals(idle) ? label.getValue() : oldSelector.get(label.getKey()))
                .findFirst()
                .orElse(deployment);
    }
}
