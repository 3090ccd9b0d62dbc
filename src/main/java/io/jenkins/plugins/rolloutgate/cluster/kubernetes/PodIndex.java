package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import io.jenkins.plugins.rolloutgate.cluster.Labels;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pods by each of their labels, so that a release in a crowded namespace looks at its own pods only. */
final class PodIndex implements Index<Pod> {
    private final Map<Map.Entry<String, String>, Map<String, Pod>> byLabel = new HashMap<>();

    @Override
    public synchronized void change(String name, Pod before, Pod after) {
        if (before != null) {
            remove(before);
        }
        if (after != null) {
            add(after);
        }
    }

    private void add(Pod pod) {
        pod.labels()
                .forEach(
                        (label, value) -> byLabel.computeIfAbsent(Map.entry(label, value), key -> new LinkedHashMap<>())
                                .put(pod.name(), pod));
    }

    private void remove(Pod pod) {
        pod.labels()
                .forEach((label, value) -> byLabel.computeIfPresent(Map.entry(label, value), (key, pods) -> {
                    pods.remove(pod.name());
                    return pods.isEmpty() ? null : pods;
                }));
    }

    /** Every pod that at least one of the selectors picks, once. */
    synchronized List<Pod> select(Collection<Map<String, String>> selectors) {
        Map<String, Pod> selected = new LinkedHashMap<>();
        for (Map<String, String> selector : selectors) {
            for (Pod pod : candidates(selector).values()) {
                if (Labels.matches(selector, pod.labels())) {
                    selected.put(pod.name(), pod);
                }
            }
        }
        return List.copyOf(selected.values());
    }

    private Map<String, Pod> candidates(Map<String, String> selector) {
        Map<String, Pod> fewest = null;
        for (Map.Entry<String, String> label : selector.entrySet()) {
            Map<String, Pod> pods = byLabel.getOrDefault(Map.entry(label.getKey(), label.getValue()), Map.of());
            if (fewest == null || pods.size() < fewest.size()) {
                fewest = pods;
            }
        }
        return fewest == null ? Map.of() : fewest;
    }
}
