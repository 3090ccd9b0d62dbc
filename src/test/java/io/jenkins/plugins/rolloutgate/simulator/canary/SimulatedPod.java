package io.jenkins.plugins.rolloutgate.simulator.canary;

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
    int restarts;

    SimulatedPod(String deployment, String image, String name) {
        this.deployment = deployment;
        this.image = image;
        this.name = name;
    }

    Pod observed() {
        String waiting = restarts > 0 ? "CrashLoopBackOff" : "";
        Pod.Container container = new Pod.Container(
                "web", image, ready, restarts, waiting, "", restarts > 0 ? Optional.of(1) : Optional.empty());
        return new Pod(
                name,
                "uid-" + name,
                Map.of("app", "web", "version", deployment.substring("web-".length())),
                ready,
                terminating,
                Optional.empty(),
                List.of(container));
    }
}
