package io.jenkins.plugins.rolloutgate.playground.traffic;

import java.time.Duration;

/**
 * How much load to make.
 *
 * @param newConnectionWorkers open a connection for each request
 * @param keepAliveWorkers keep their connection as long as they can
 * @param ratePerWorker requests per second of each worker, 1 to 1000
 * @param path that is asked for
 * @param longest when the load stops by itself
 */
public record LoadPlan(
        int newConnectionWorkers, int keepAliveWorkers, int ratePerWorker, String path, Duration longest) {
    private static final int HIGHEST_RATE = 1000;

    public LoadPlan {
        if (ratePerWorker < 1 || ratePerWorker > HIGHEST_RATE) {
            throw new IllegalArgumentException("Load of " + ratePerWorker + " requests/s per worker: give 1 to 1000");
        }
    }

    /** Two workers of each kind, 100 requests/s together, for ten minutes at most. */
    public static LoadPlan moderate() {
        return new LoadPlan(2, 2, 25, "/", Duration.ofMinutes(10));
    }
}
