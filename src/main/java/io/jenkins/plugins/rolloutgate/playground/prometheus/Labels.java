package io.jenkins.plugins.rolloutgate.playground.prometheus;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The labels of a series, its name among them; immutable. A label that is missing is the same as an empty one. */
record Labels(SortedMap<String, String> all) {
    static final String NAME = "__name__";
    static final String BUCKET = "le";
    static final Labels NONE = new Labels(Collections.emptySortedMap());

    Labels {
        TreeMap<String, String> copy = new TreeMap<>(all);
        copy.values().removeIf(String::isEmpty);
        all = Collections.unmodifiableSortedMap(copy);
    }

    static Labels of(Map<String, String> labels) {
        return new Labels(new TreeMap<>(labels));
    }

    String get(String label) {
        return all.getOrDefault(label, "");
    }

    Labels with(Map<String, String> more) {
        TreeMap<String, String> merged = new TreeMap<>(all);
        merged.putAll(more);
        return new Labels(merged);
    }

    Labels without(String label) {
        TreeMap<String, String> rest = new TreeMap<>(all);
        rest.remove(label);
        return new Labels(rest);
    }

    Labels only(Collection<String> labels) {
        TreeMap<String, String> rest = new TreeMap<>(all);
        rest.keySet().retainAll(labels);
        return new Labels(rest);
    }
}
