package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Does short things later, on the one thread that all clusters share. */
final class Timer implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(Timer.class.getName());

    private final ScheduledThreadPoolExecutor executor;

    Timer() {
        executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "rollout-gate-cluster-timer");
            thread.setDaemon(true);
            thread.setContextClassLoader(Timer.class.getClassLoader());
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Once; after {@link #close()} nothing is done any more. The answer takes the order back. */
    Runnable after(Duration delay, Runnable work) {
        try {
            ScheduledFuture<?> later = executor.schedule(() -> run(work), delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> later.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "work on a cluster failed", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
