package io.jenkins.plugins.rolloutgate.bench;

import java.util.SplittableRandom;

/** Requests of which some fail, one by one or in clusters. */
final class RequestStream {
    private final SplittableRandom random;
    private final int cluster;
    private final double logNoStart;
    private long untilStart;
    private int left;

    /**
     * @param share of requests that fail in the long run
     * @param cluster how many fail in a row, once one does
     */
    RequestStream(SplittableRandom random, double share, int cluster) {
        this.random = random;
        this.cluster = cluster;
        // Between clusters a request starts one with probability s; then c of 1/s - 1 + c requests fail.
        double start = 1 / (cluster / share - cluster + 1);
        logNoStart = Math.log1p(-start);
        untilStart = gap();
    }

    private long gap() {
        return (long) (Math.log(1 - random.nextDouble()) / logNoStart);
    }

    /** How many of the next requests fail. */
    int failures(int requests) {
        int failures = 0;
        int rest = requests;
        while (rest > 0) {
            if (left > 0) {
                int now = Math.min(left, rest);
                failures += now;
                left -= now;
                rest -= now;
            } else if (untilStart >= rest) {
                untilStart -= rest;
                rest = 0;
            } else {
                rest -= (int) untilStart;
                untilStart = gap();
                left = cluster;
            }
        }
        return failures;
    }
}
