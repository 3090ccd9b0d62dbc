package io.jenkins.plugins.rolloutgate.playground.apiserver;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Named threads that do not keep the process alive. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** As many threads as there is work, kept for a minute. */
    public static ExecutorService pool(String name) {
        return Executors.newCachedThreadPool(factory(name));
    }

    public static Thread start(String name, Runnable work) {
        Thread thread = factory(name).newThread(work);
        thread.start();
        return thread;
    }

    private static ThreadFactory factory(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
