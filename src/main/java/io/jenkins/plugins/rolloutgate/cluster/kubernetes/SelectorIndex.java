package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import io.jenkins.plugins.rolloutgate.cluster.Labels;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which objects select a pod, found without asking each object of a crowded namespace: a selector stands under the one
 * of its labels that the fewest others stood under when it came. Thread-safe.
 */
final class SelectorIndex<T> implements Index<T> {
    private final Function<T, Map<String, String>> selector;
    private final Map<Map.Entry<String, String>, Map<String, Map<String, String>>> byLabel = new HashMap<>();
    private final Map<String, Map.Entry<String, String>> places = new HashMap<>();

    SelectorIndex(Function<T, Map<String, String>> selector) {
        this.selector = selector;
    }

    @Override
    public synchronized void change(String name, T before, T after) {
        Map.Entry<String, String> place = places.remove(name);
        if (place != null) {
            byLabel.computeIfPresent(place, (key, selectors) -> {
                selectors.remove(name);
                return selectors.isEmpty() ? null : selectors;
            });
        }
        if (after != null) {
            add(name, selector.apply(after));
        }
    }

    private void add(String name, Map<String, String> wanted) {
        Map.Entry<String, String> rarest = null;
        int fewest = Integer.MAX_VALUE;
        for (Map.Entry<String, String> label : wanted.entrySet()) {
            Map.Entry<String, String> place = Map.entry(label.getKey(), label.getValue());
            int others = byLabel.getOrDefault(place, Map.of()).size();
            if (others < fewest) {
                rarest = place;
                fewest = others;
            }
        }
        if (rarest != null) {
            places.put(name, rarest);
            byLabel.computeIfAbsent(rarest, key -> new HashMap<>()).put(name, wanted);
        }
    }

    /** The names of all objects that select a pod with these labels. */
    synchronized Set<String> selecting(Map<String, String> labels) {
        Set<String> names = new HashSet<>();
        labels.forEach((label, value) -> byLabel.getOrDefault(Map.entry(label, value), Map.of())
                .forEach((name, wanted) -> {
                    if (Labels.matches(wanted, labels)) {
                        names.add(name);
                    }
                }));
        return names;
    }
}
