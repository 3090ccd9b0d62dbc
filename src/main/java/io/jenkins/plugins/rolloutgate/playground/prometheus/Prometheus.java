package io.jenkins.plugins.rolloutgate.playground.prometheus;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.rolloutgate.playground.apiserver.DaemonThreads;
import io.jenkins.plugins.rolloutgate.playground.apiserver.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Scrapes every target once a second and answers queries about the last 15 minutes on a port of 127.0.0.1. It may be
 * killed and come back on the same port, with what it knew and a gap. Safe for use by any thread.
 */
public final class Prometheus implements AutoCloseable {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Samples samples = new Samples();
    private final Scraper scraper;
    private final QueryApi api;
    private final InstantSource clock;
    private final ExecutorService threads = DaemonThreads.pool("playground-prometheus");
    private final int port;
    private final Thread ticks;
    private HttpServer server;
    private volatile boolean closed;

    private Prometheus(InstantSource clock, Supplier<List<Target>> targets) throws IOException {
        this.clock = clock;
        scraper = new Scraper(targets, samples);
        api = new QueryApi(samples, clock);
        server = LoopbackServer.start(0, threads, api::handle);
        port = server.getAddress().getPort();
        ticks = DaemonThreads.start("playground-scraper", this::run);
    }

    /** Starts on any free port. */
    public static Prometheus start(InstantSource clock, Supplier<List<Target>> targets) {
        try {
            return new Prometheus(clock, targets);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open a loopback port for Prometheus", e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    private void run() {
        long next = System.nanoTime();
        while (!closed) {
            long early = next - System.nanoTime();
            if (early > 0) {
                LockSupport.parkNanos(early);
                continue;
            }
            scrape();
            next = Math.max(next + INTERVAL_NANOS, System.nanoTime());
        }
    }

    private synchronized void scrape() {
        if (server != null && !closed) {
            scraper.scrape(clock.instant().toEpochMilli());
        }
    }

    /** Scrapes and answers no more: connections are refused. */
    public synchronized void kill() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    /** Comes back after {@link #kill}; throws when somebody took the port meanwhile. */
    public synchronized void revive() {
        if (server == null && !closed) {
            try {
                server = LoopbackServer.start(port, threads, api::handle);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot open port " + port + " again for Prometheus", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        kill();
        LockSupport.unpark(ticks);
        scraper.close();
        threads.shutdownNow();
    }
}
