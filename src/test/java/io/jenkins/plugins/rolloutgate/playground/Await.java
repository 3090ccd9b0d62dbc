package io.jenkins.plugins.rolloutgate.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits until assertions hold: the one place in these tests that polls. */
public final class Await {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Await() {}

    /** Returns when the assertions hold; fails with their last message after 20 s. */
    public static void until(ThrowingCallable assertions) {
        until(LONGEST, assertions);
    }

    /** The same with another limit, for what takes long on a busy machine. */
    public static void until(Duration longest, ThrowingCallable assertions) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!holds(assertions)) {
            if (System.nanoTime() - deadline > 0) {
                assertThat(assertions).satisfies(Await::call);
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static boolean holds(ThrowingCallable assertions) {
        try {
            assertions.call();
            return true;
        } catch (Throwable e) {
            return false;
        }
    }

    private static void call(ThrowingCallable assertions) throws Throwable {
        assertions.call();
    }
}
