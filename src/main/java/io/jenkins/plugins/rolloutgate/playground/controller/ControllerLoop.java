package io.jenkins.plugins.rolloutgate.playground.controller;

import io.jenkins.plugins.rolloutgate.playground.apiserver.DaemonThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one thread on which all controllers run, fed by changes and timers, in the order in which they fall due. Work may be
 * handed in by any thread.
 */
public final class ControllerLoop implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ControllerLoop.class.getName());

    private final DelayQueue<Task> tasks = new DelayQueue<>();
    private final Set<Key> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicLong sequence = new AtomicLong();
    private final Thread thread;

    /** Brings the cluster closer to what one object asks for; finds out itself what is missing. */
    @FunctionalInterface
    public interface Reconciler {
        void reconcile(String namespace, String name);
    }

    private record Key(Reconciler reconciler, String namespace, String name) {}

    private record Task(long due, long order, Runnable work) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Task task = (Task) other;
            int byTime = Long.compare(due - task.due, 0);
            return byTime != 0 ? byTime : Long.compare(order, task.order);
        }
    }

    public ControllerLoop() {
        thread = DaemonThreads.start("playground-controllers", this::run);
    }

    /** Reconciles soon; once, however often it is asked for before it runs. */
    public void enqueue(Reconciler reconciler, String namespace, String name) {
        Key key = new Key(reconciler, namespace, name);
        if (waiting.add(key)) {
            after(Duration.ZERO, () -> {
                waiting.remove(key);
                reconciler.reconcile(namespace, name);
            });
        }
    }

    public void after(Duration delay, Runnable work) {
        tasks.add(new Task(System.nanoTime() + delay.toNanos(), sequence.incrementAndGet(), work));
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                tasks.take().work().run();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "A playground controller failed; it goes on with the next change", e);
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        tasks.clear();
    }
}
