package io.jenkins.plugins.rolloutgate.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pod as observed.
 *
 * @param ready its Ready condition
 * @param terminating whether its deletion has begun
 * @param unschedulable the scheduler's message, when it finds no node
 */
public record Pod(
        String name,
        String uid,
        Map<String, String> labels,
        boolean ready,
        boolean terminating,
        Optional<String> unschedulable,
        List<Container> containers) {

    /**
     * One container of a pod.
     *
     * @param waiting reason while it does not run, such as {@code ImagePullBackOff}; empty when it runs
     * @param lastExit exit code of the run before, if there was one
     */
    public record Container(
            String name,
            String image,
            boolean ready,
            int restarts,
            String waiting,
            String message,
            Optional<Integer> lastExit) {}

    public Pod {
        labels = Map.copyOf(labels);
        containers = List.copyOf(containers);
    }

    public boolean runs(String container, String image) {
        return containers.stream()
                .filter(c -> container.isEmpty() || c.name().equals(container))
                .findFirst()
                .filter(c -> c.image().equals(image))
                .isPresent();
    }

    public int restarts() {
        return containers.stream().mapToInt(Container::restarts).sum();
    }
}
