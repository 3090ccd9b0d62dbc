package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps a {@link Store} like the API server: lists once, then watches, and begins again where that broke off (the
 * protocol of client-go's {@code Reflector}).
 *
 * <p>A watch occupies one thread of the HTTP client. Changes are passed on from that thread.
 */
final class Feed<T> implements AutoCloseable {
    /** A watch that breaks and is back within this time was never lost. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);
    /** A refusal lasts until somebody changes something. */
    private static final Duration RETRY_AFTER_REFUSAL = Duration.ofSeconds(30);
    /** The API server ends a watch after this time; it bounds how long a silently broken connection can go unnoticed. */
    private static final Duration WATCH = Duration.ofMinutes(5);

    private static final Duration WATCH_GRACE = Duration.ofSeconds(15);
    /** A server that ends watches faster than this is not well. */
    private static final long SHORTEST_WATCH_NANOS = Duration.ofSeconds(1).toNanos();

    private final ApiServer api;
    private final Resource resource;
    private final String namespace;
    private final Store<T> store;
    private final Timer timer;
    private final Consumer<Store.Change<T>> changed;
    private final Runnable connectionChanged;

    private String position = "";
    private boolean synced;
    private ClusterException problem;
    private long lostAt;
    private int failures;
    private boolean listing;
    private long watchBegan;
    private Runnable dropRetry = () -> {};
    private boolean closed;
    private CompletableFuture<Void> step = CompletableFuture.completedFuture(null);
    private ApiServer.Stream stream = new ApiServer.Stream(CompletableFuture.completedFuture(null), () -> {});

    Feed(
            ApiServer api,
            Resource resource,
            String namespace,
            Store<T> store,
            Timer timer,
            Consumer<Store.Change<T>> changed,
            Runnable connectionChanged) {
        this.api = api;
        this.resource = resource;
        this.namespace = namespace;
        this.store = store;
        this.timer = timer;
        this.changed = changed;
        this.connectionChanged = connectionChanged;
    }

    /** Begins, or tries again at once when the first list has failed and waits for its next try. */
    synchronized void wake() {
        if (!synced && !listing) {
            dropRetry.run();
            list();
        }
    }

    /**
     * Waits until the store is filled.
     *
     * @throws ClusterException if the list fails, or the watch has been lost for more than {@link #GRACE}
     */
    synchronized void await(long deadlineNanos) throws ClusterException {
        wake();
        while (!synced && listing && !closed) {
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                throw new ClusterException(
                        Problem.UNKNOWN, "cannot " + what("list") + ": the list is not complete yet; it is being read");
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ClusterException(Problem.UNKNOWN, "interrupted: " + what("list"), e);
            }
        }
        if (closed) {
            throw new ClusterException(Problem.UNKNOWN, "cannot " + what("list") + ": the connection was closed");
        }
        if (problem != null && (!synced || System.nanoTime() - lostAt > GRACE.toNanos())) {
            throw new ClusterException(problem.problem(), problem.getMessage(), problem);
        }
    }

    private String what(String verb) {
        return verb + " " + resource.plural() + " in namespace " + namespace;
    }

    private synchronized void list() {
        if (closed) {
            return;
        }
        listing = true;
        Request request = Request.get(resource.path(namespace), api.timeout(), what("list"));
        step = api.sendAsync(request).thenAccept(this::listed).exceptionally(failure -> failed(request, failure));
    }

    private void listed(JsonNode list) {
        String version = list.path("metadata").path("resourceVersion").asText();
        List<Store.Change<T>> changes = store.replace(list.path("items"), version);
        synchronized (this) {
            synced = true;
            listing = false;
            position = version;
            notifyAll();
        }
        changes.forEach(changed);
        connected();
        watch();
    }

    private synchronized void watch() {
        if (closed) {
            return;
        }
        Request request = Request.get(
                resource.path(namespace) + "?watch=1&allowWatchBookmarks=true&timeoutSeconds=" + WATCH.toSeconds()
                        + "&resourceVersion=" + Request.query(position),
                WATCH.plus(WATCH_GRACE),
                what("watch"));
        watchBegan = System.nanoTime();
        stream = api.stream(request, this::connected, this::event);
        step = stream.end().thenRun(() -> ended(request)).exceptionally(failure -> failed(request, failure));
    }

    private void event(byte[] line) {
        try {
            JsonNode event = Trees.parse(line);
            String type = event.path("type").asText();
            JsonNode object = event.path("object");
            if (type.equals("ERROR")) {
                throw new IOException(object.path("message").asText("the watch was ended"));
            }
            Optional<Store.Change<T>> change = store.event(type, object);
            synchronized (this) {
                position = object.path("metadata").path("resourceVersion").asText();
            }
            change.ifPresent(changed);
        } catch (IOException e) {
            // Whatever it was, a new list puts it right.
            restart();
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void restart() {
        position = "";
    }

    private void ended(Request request) {
        if (watchWasShort()) {
            failed(api.failure(request, new IOException("the watch was ended at once")));
        } else {
            watch();
        }
    }

    private synchronized boolean watchWasShort() {
        return System.nanoTime() - watchBegan < SHORTEST_WATCH_NANOS;
    }

    private void connected() {
        boolean back;
        synchronized (this) {
            back = problem != null;
            problem = null;
        }
        if (back) {
            connectionChanged.run();
        }
    }

    private Void failed(Request request, Throwable failure) {
        failed(api.failure(request, failure));
        return null;
    }

    private synchronized void failed(ClusterException failure) {
        if (closed) {
            return;
        }
        listing = false;
        if (problem == null) {
            lostAt = System.nanoTime();
            timer.after(GRACE.plusMillis(1), this::reportLoss);
        }
        problem = failure;
        notifyAll();
        if (failure.problem() == Problem.CONFLICT) {
            restart();
        }
        if (!watchWasShort()) {
            failures = 0;
        }
        dropRetry = timer.after(delay(failure.problem()), this::resume);
    }

    private Duration delay(Problem problem) {
        if (problem != Problem.UNKNOWN && problem != Problem.CONFLICT) {
            return RETRY_AFTER_REFUSAL;
        }
        long millis = FIRST_RETRY.toMillis() << Math.min(failures++, 10);
        return Duration.ofMillis(Math.min(millis, LONGEST_RETRY.toMillis()));
    }

    private void reportLoss() {
        synchronized (this) {
            if (closed || problem == null) {
                return;
            }
        }
        connectionChanged.run();
    }

    private synchronized void resume() {
        if (listing) {
            return;
        }
        if (position.isEmpty()) {
            list();
        } else {
            watch();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        dropRetry.run();
        step.cancel(true);
        stream.cancel().run();
    }
}
