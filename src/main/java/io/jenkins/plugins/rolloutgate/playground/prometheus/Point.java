package io.jenkins.plugins.rolloutgate.playground.prometheus;

/** A value at a time. */
record Point(long millis, double value) {
    /** Marks that a series ends here. */
    static final double STALE = Double.longBitsToDouble(0x7ff8_0000_0000_0badL);

    boolean isStale() {
        return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(STALE);
    }
}
