package io.jenkins.plugins.rolloutgate.playground.apiserver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The changes of one kind, in order, for one watcher. */
final class Subscription implements AutoCloseable {
    private final Store store;
    private final BlockingQueue<Optional<Change>> changes = new LinkedBlockingQueue<>();
    private final Consumer<Change> listener;
    private final Consumer<Subscription> whenClosed;
    private volatile boolean ended;

    Subscription(Store store, ResourceType type, List<Change> first, Consumer<Subscription> whenClosed) {
        this.store = store;
        this.whenClosed = whenClosed;
        first.forEach(change -> changes.add(Optional.of(change)));
        listener = change -> {
            if (change.type() == type) {
                changes.add(Optional.of(change));
            }
        };
        store.addListener(listener);
    }

    /** The next change, or empty when none came in time or the subscription has ended. */
    Optional<Change> next(Duration timeout) throws InterruptedException {
        Optional<Change> change = changes.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return change == null ? Optional.empty() : change;
    }

    /** Lets the watcher stop at once. */
    void end() {
        ended = true;
        changes.add(Optional.empty());
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    public void close() {
        store.removeListener(listener);
        whenClosed.accept(this);
    }
}
