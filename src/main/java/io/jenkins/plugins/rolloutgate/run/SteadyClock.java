package io.jenkins.plugins.rolloutgate.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clock of the machine, but one that is never set back: a release whose holds and limits are counted by it would wait
 * until the clock has caught up. It then goes on at the pace of the processor's timer. What it skips, also while the machine
 * slept, is followed. Thread-safe; starts anew with each process.
 */
public final class SteadyClock implements InstantSource {
    private final InstantSource wall;
    private final LongSupplier nanos;
    private Instant last;
    private long lastNanos;

    SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.last = wall.instant();
        this.lastNanos = nanos.getAsLong();
    }

    /** Over the clock of this machine. */
    public static SteadyClock over(InstantSource wall) {
        return new SteadyClock(wall, System::nanoTime);
    }

    @Override
    public synchronized Instant instant() {
        long now = nanos.getAsLong();
        Instant told = wall.instant();
        Instant passed = last.plus(Duration.ofNanos(now - lastNanos));
        // Small steps back are how clocks are kept right; these it waits out.
        boolean setBack = told.isBefore(passed.minusSeconds(1));
        last = setBack ? passed : told.isBefore(last) ? last : told;
        lastNanos = now;
        return last;
    }
}
