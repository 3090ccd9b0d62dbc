package io.jenkins.plugins.rolloutgate.bench;

import java.util.SplittableRandom;

/**
 * Many canaries beside a stable version that has nine times their requests.
 *
 * @param requests of the canary in each look
 * @param looks at most
 * @param share of the canary's requests that fail
 * @param stableShare of the stable version's
 * @param cluster how many fail in a row
 */
record Watch(int canaries, int requests, int looks, double share, double stableShare, int cluster) {
    private static final long SEED = 20_261_125;
    private static final int STABLE_TIMES = 9;

    /**
     * What became of them.
     *
     * @param rolledBack share of the canaries
     * @param requests mean number of requests until they were
     */
    record Result(double rolledBack, double requests) {}

    Result by(Watcher.Policy policy) {
        int caught = 0;
        long sum = 0;
        for (int i = 0; i < canaries; i++) {
            // The same canaries for each policy.
            SplittableRandom random = new SplittableRandom(SEED + i);
            int look = look(policy.watcher().get(), random.split(), random.split());
            if (look > 0) {
                caught++;
                sum += (long) look * requests;
            }
        }
        return new Result((double) caught / canaries, caught == 0 ? Double.NaN : (double) sum / caught);
    }

    /** The look that rolled it back, or 0. */
    private int look(Watcher watcher, SplittableRandom mine, SplittableRandom theirs) {
        RequestStream canary = new RequestStream(mine, share, cluster);
        RequestStream stable = new RequestStream(theirs, stableShare, cluster);
        for (int look = 1; look <= looks; look++) {
            int stableRequests = requests * STABLE_TIMES;
            boolean rolledBack =
                    watcher.look(canary.failures(requests), requests, stable.failures(stableRequests), stableRequests);
            if (rolledBack) {
                return look;
            }
        }
        return 0;
    }
}
