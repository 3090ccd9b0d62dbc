package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The objects of one resource in one namespace, as the watch and our own writes told, each converted once per version.
 *
 * <p>Resource versions of one resource are compared as numbers, as Kubernetes allows
 * (KEP-5504 "comparable resource version"); one that is no number counts as newer.
 */
final class Store<T> {
    private record Item<T>(String version, T value) {}

    /** What an object was and is; either is null when it was or is not there. */
    record Change<T>(T before, T after) {}

    private final Function<JsonNode, T> convert;
    private final Index<T> index;
    private final Map<String, Item<T>> items = new HashMap<>();
    private String seen = "";

    Store(Function<JsonNode, T> convert) {
        this(convert, (name, before, after) -> {});
    }

    Store(Function<JsonNode, T> convert, Index<T> index) {
        this.convert = convert;
        this.index = index;
    }

    /** Takes a complete list; what we wrote after it was made stays. */
    synchronized List<Change<T>> replace(JsonNode list, String version) {
        List<Change<T>> changes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode object : list) {
            names.add(name(object));
            put(object).ifPresent(changes::add);
        }
        items.entrySet().removeIf(entry -> {
            boolean gone =
                    !names.contains(entry.getKey()) && !isNewer(entry.getValue().version(), version);
            if (gone) {
                changes.add(change(entry.getKey(), entry.getValue(), null));
            }
            return gone;
        });
        seen = version;
        return changes;
    }

    /** Takes an event of the watch. */
    synchronized Optional<Change<T>> event(String type, JsonNode object) {
        seen = version(object);
        return switch (type) {
            case "ADDED", "MODIFIED" -> put(object);
            case "DELETED" -> remove(object);
            default -> Optional.empty();
        };
    }

    /** Takes the answer to a write of ours, unless the watch is already past it. */
    synchronized Optional<Change<T>> written(JsonNode object) {
        return isNewer(version(object), seen) ? put(object) : Optional.empty();
    }

    private Optional<Change<T>> put(JsonNode object) {
        String name = name(object);
        String version = version(object);
        Item<T> before = items.get(name);
        if (before != null && !isNewer(version, before.version())) {
            return Optional.empty();
        }
        T value = convert.apply(object);
        items.put(name, new Item<>(version, value));
        return Optional.of(change(name, before, value));
    }

    private Optional<Change<T>> remove(JsonNode object) {
        Item<T> before = items.get(name(object));
        if (before == null || (isNumber(before.version()) && isNewer(before.version(), version(object)))) {
            return Optional.empty();
        }
        items.remove(name(object));
        return Optional.of(change(name(object), before, null));
    }

    private Change<T> change(String name, Item<T> before, T after) {
        Change<T> change = new Change<>(before == null ? null : before.value(), after);
        index.change(name, change.before(), change.after());
        return change;
    }

    synchronized Optional<T> get(String name) {
        return Optional.ofNullable(items.get(name)).map(Item::value);
    }

    synchronized List<T> all() {
        return items.values().stream().map(Item::value).toList();
    }

    private static boolean isNewer(String version, String than) {
        if (isNumber(version) && isNumber(than)) {
            return version.length() != than.length() ? version.length() > than.length() : version.compareTo(than) > 0;
        }
        return !version.equals(than);
    }

    private static boolean isNumber(String version) {
        return !version.isEmpty() && version.chars().allMatch(Character::isDigit);
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    private static String version(JsonNode object) {
        return object.path("metadata").path("resourceVersion").asText();
    }
}
