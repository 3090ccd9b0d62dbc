package io.jenkins.plugins.rolloutgate.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measured durations; confined to one thread. */
final class Samples {
    private final List<Duration> values = new ArrayList<>();

    void add(Duration value) {
        values.add(value);
    }

    int size() {
        return values.size();
    }

    /**
     * By nearest rank, in milliseconds.
     *
     * @param share from 0 (exclusive) to 1
     */
    double quantile(double share) {
        List<Duration> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(rank - 1).toNanos() / 1e6;
    }
}
