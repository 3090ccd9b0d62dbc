package io.jenkins.plugins.rolloutgate.run;

import io.jenkins.plugins.rolloutgate.cluster.LeaseStore;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Judges whether the holder of a Lease is gone: it is when the Lease has not changed for its own duration.
 *
 * <p>Time is this process's monotonic time since it first saw the Lease as it is; what the Lease says of times is by
 * another machine's clock and is not believed. Not thread-safe; nothing survives a restart.
 */
public final class StaleLease {
    private final LongSupplier nanos;
    private String version = "";
    private long since;

    /** Begins to watch; {@code nanos} is {@link System#nanoTime} or a test's. */
    public StaleLease(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How much longer a Lease must stay as it is now seen; zero when its holder counts as gone. */
    public Duration left(LeaseStore.Lease seen) {
        if (seen.holder().isEmpty()) {
            return Duration.ZERO;
        }
        if (!seen.resourceVersion().equals(version)) {
            version = seen.resourceVersion();
            since = nanos.getAsLong();
        }
        Duration left = seen.duration().minusNanos(nanos.getAsLong() - since);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
