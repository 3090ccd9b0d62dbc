package io.jenkins.plugins.rolloutgate.playground.traffic;

import java.util.List;
import java.util.Optional;

/**
 * Takes turns so that after each full round every backend had exactly its share, evenly spread: nginx's smooth weighted
 * round robin. Chance would give the same shares, and demos that differ each time. Safe for use by any thread.
 */
final class WeightedTurns {
    private final List<Backend> backends;
    private final long total;
    private final long[] credit;

    WeightedTurns(List<Backend> backends) {
        this.backends = backends;
        this.total = backends.stream().mapToLong(Backend::weight).sum();
        this.credit = new long[backends.size()];
    }

    List<Backend> backends() {
        return backends;
    }

    /** Whose turn it is; empty when no backend has any weight. */
    synchronized Optional<Backend> next() {
        if (total == 0) {
            return Optional.empty();
        }
        int best = -1;
        for (int i = 0; i < credit.length; i++) {
            credit[i] += backends.get(i).weight();
            if (backends.get(i).weight() > 0 && (best < 0 || credit[i] > credit[best])) {
                best = i;
            }
        }
        credit[best] -= total;
        return Optional.of(backends.get(best));
    }
}
