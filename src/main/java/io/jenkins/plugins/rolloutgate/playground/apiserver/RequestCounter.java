package io.jenkins.plugins.rolloutgate.playground.apiserver;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts API requests by verb and resource, for benchmarks. Safe for use by any thread. */
public final class RequestCounter {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void count(ApiRequest request) {
        counts.computeIfAbsent(request.verb() + " " + request.resource(), key -> new LongAdder())
                .increment();
    }

    /** Counts so far by keys like {@code "patch services"}. */
    public Map<String, Long> snapshot() {
        Map<String, Long> snapshot = new TreeMap<>();
        counts.forEach((key, count) -> snapshot.put(key, count.sum()));
        return snapshot;
    }

    public void reset() {
        counts.clear();
    }
}
