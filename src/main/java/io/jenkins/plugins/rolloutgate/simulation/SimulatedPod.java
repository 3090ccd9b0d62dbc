package io.jenkins.plugins.rolloutgate.simulation;

import io.jenkins.plugins.rolloutgate.cluster.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pod of the simulated world; mutable, as pods are. */
final class SimulatedPod {
    final String deployment;
    final String image;
    final String name;
    boolean ready;
    boolean terminating;
    boolean crashing;
    int restarts;

    private final String container;
    private final Map<String, String> labels;

    SimulatedPod(String deployment, String container, String image, Map<String, String> labels, String name) {
        this.deployment = deployment;
        this.container = container;
        this.image = image;
        this.labels = Map.copyOf(labels);
        this.name = name;
    }

    Pod observed() {
        String waiting = restarts > 0 ? "CrashLoopBackOff" : "";
        Pod.Container its = new Pod.Container(
                container, image, ready, restarts, waiting, "", restarts > 0 ? Optional.of(1) : Optional.empty());
        return new Pod(name, "uid-" + name, labels, ready, terminating, Optional.empty(), List.of(its));
    }
}
