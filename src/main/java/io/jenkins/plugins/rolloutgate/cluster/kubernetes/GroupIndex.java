package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Objects by the name of the one that each belongs to. Thread-safe. */
final class GroupIndex<T> implements Index<T> {
    private final Function<T, String> owner;
    private final Map<String, Map<String, T>> groups = new HashMap<>();

    GroupIndex(Function<T, String> owner) {
        this.owner = owner;
    }

    @Override
    public synchronized void change(String name, T before, T after) {
        if (before != null) {
            groups.computeIfPresent(owner.apply(before), (key, group) -> {
                group.remove(name);
                return group.isEmpty() ? null : group;
            });
        }
        if (after != null) {
            groups.computeIfAbsent(owner.apply(after), key -> new LinkedHashMap<>())
                    .put(name, after);
        }
    }

    synchronized List<T> of(String owner) {
        return List.copyOf(groups.getOrDefault(owner, Map.of()).values());
    }
}
