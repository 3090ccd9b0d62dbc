package io.jenkins.plugins.rolloutgate.strategy;

/**
 * How many pods each side has for a share of the traffic.
 *
 * <p>By replicas, a share is what the numbers of pods make it, so that only some can be reached; this finds the nearest
 * one that leaves no fewer pods than the load needs. Stable never grows, and only shrinks where the canary stands for it.
 *
 * @param percent that was asked for
 * @param canary pods of the canary
 * @param stable pods of stable
 */
record CanaryShare(int percent, int canary, int stable) {

    /**
     * The nearest share that numbers of pods can make.
     *
     * @param need pods that the load needs in all, at least 1
     * @param canary pods of the canary if they are given, else 0
     * @param mayShrink whether stable's size may be changed
     */
    static CanaryShare byReplicas(int percent, int need, int canary, boolean mayShrink) {
        if (percent == 100) {
            return new CanaryShare(100, Math.max(need, canary), need);
        }
        CanaryShare best = null;
        for (int c = canary > 0 ? canary : 1; c <= (canary > 0 ? canary : need); c++) {
            int below = (int) (c * (100.0 - percent) / percent);
            int least = mayShrink ? Math.max(1, need - c) : need;
            for (int wanted = below; wanted <= below + 1; wanted++) {
                CanaryShare share = new CanaryShare(percent, c, Math.max(least, Math.min(need, wanted)));
                if (best == null || share.isBetterThan(best)) {
                    best = share;
                }
            }
        }
        return best;
    }

    /** With exact weights stable keeps its size, and the canary gets what its share of the load needs. */
    static CanaryShare byWeight(int percent, int need, int canary) {
        int share = Math.max(1, (int) Math.ceil(need * percent / 100.0));
        return new CanaryShare(percent, percent == 100 ? Math.max(need, canary) : canary > 0 ? canary : share, need);
    }

    private boolean isBetterThan(CanaryShare other) {
        double difference = off() - other.off();
        return difference < -1e-9 || (difference < 1e-9 && canary + stable < other.canary + other.stable);
    }

    /** The share that the pods make, in percent. */
    double reached() {
        return percent == 100 ? 100 : 100.0 * canary / (canary + stable);
    }

    /** By how many percentage points the share is missed. */
    double off() {
        return Math.abs(reached() - percent);
    }
}
