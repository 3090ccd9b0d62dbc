package io.jenkins.plugins.rolloutgate.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.strategy.Gate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A release that this process drives. Thread-safe; nothing here blocks.
 *
 * <p>It takes its turns one after another on the engine's pool, whenever the cluster, a timer, a gate or a person says
 * that something changed. It goes on whether anybody listens or not.
 */
public final class Release {
    private static final Logger LOGGER = Logger.getLogger(Release.class.getName());

    private final String id;
    private final InstantSource clock;
    private final Executor pool;
    private final ScheduledExecutorService timer;
    private final FileJournal journal;
    private final ReleaseRecord record;
    private final CompletableFuture<ReleaseState.End> done = new CompletableFuture<>();
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Message> inbox = new ConcurrentLinkedQueue<>();
    /** One call is under way from the start, so that nobody takes a turn before there is a driver to take it. */
    private final AtomicInteger calls = new AtomicInteger(1);

    private ReleaseDriver driver;
    private AutoCloseable subscription;
    private ScheduledFuture<?> alarm;
    private volatile List<Event> events;
    private volatile String head;

    private interface Message {
        void deliver(ReleaseDriver to) throws IOException;
    }

    Release(
            FileJournal journal,
            ReleaseRecord record,
            InstantSource clock,
            Executor pool,
            ScheduledExecutorService timer) {
        this.id = record.state().id();
        this.journal = journal;
        this.record = record;
        this.clock = clock;
        this.pool = pool;
        this.timer = timer;
        this.events = record.events();
        this.head = record.head();
    }

    void begin(ReleaseDriver with, AutoCloseable subscribed) {
        this.driver = with;
        this.subscription = subscribed;
        pool.execute(this::run);
    }

    /** Has the release stopped by its very first turn. */
    void stopAtOnce(String actor, String reason) {
        inbox.add(to -> to.abort(actor, reason));
    }

    public String id() {
        return id;
    }

    /** The file of its record; after an adoption its folder may have another name than the release. */
    public Path record() {
        return journal.file();
    }

    /** Completes when the release has ended and its Lease is given back; exceptionally when it could not go on. */
    public CompletableFuture<ReleaseState.End> done() {
        return done;
    }

    /** The events so far. */
    public List<Event> events() {
        return events;
    }

    /** Hash of the last line so far. */
    public String head() {
        return head;
    }

    /** Calls back for every event from now on, in order, on a thread that must not be blocked. */
    public void listen(Consumer<Event> listener) {
        listeners.add(listener);
    }

    /** Asks the release to stop; its failure policy says how. */
    public void abort(String actor, String reason) {
        tell(to -> to.abort(actor, reason));
    }

    /** Adds a fact that somebody else observed, such as requests counted from outside. */
    public void note(EventKind kind, ObjectNode data) {
        tell(to -> to.note(kind, data));
    }

    /** Answers the question that people are asked; see {@link ReleaseDriver#decide}. */
    public void decide(String actor, String how, String question, String answer, String comment) {
        tell(to -> to.decide(actor, how, question, answer, comment));
    }

    /** Lets the release go on up to a share of the traffic, in percent. */
    public void goOn(String actor, int until) {
        tell(to -> to.goOn(actor, until));
    }

    /** Keeps the release where it is; see {@link ReleaseDriver#pause}. */
    public void pause(String actor, String reason) {
        tell(to -> to.pause(actor, reason));
    }

    /** Ends a pause. */
    public void resume(String actor, String reason) {
        tell(to -> to.resume(actor, reason));
    }

    void answered(Gate gate, GateRunner.Answer answer) {
        tell(to -> to.answered(gate, answer));
    }

    private void tell(Message message) {
        inbox.add(message);
        wake();
    }

    /** Has a turn taken soon; calls that come while one is under way lead to one more. */
    void wake() {
        if (calls.getAndIncrement() == 0) {
            pool.execute(this::run);
        }
    }

    private void run() {
        int seen = calls.get();
        try {
            if (!done.isDone()) {
                turn();
            }
        } catch (IOException e) {
            fail(new IOException(
                    "record of release " + id + " cannot be written, so nothing more is done: " + e.getMessage()
                            + "; its Lease stays as it is: free the disk, then run rollout-gate recover",
                    e));
        } catch (RuntimeException | Error e) {
            fail(new IllegalStateException(
                    "release " + id + " stopped by a defect: " + e + "; run rollout-gate recover", e));
        }
        if (calls.addAndGet(-seen) > 0) {
            pool.execute(this::run);
        }
    }

    private void turn() throws IOException {
        for (Message message = inbox.poll(); message != null; message = inbox.poll()) {
            message.deliver(driver);
        }
        Turn turn = driver.turn();
        publish();
        if (turn.over()) {
            close();
            done.complete(record.state().end().orElseThrow());
        } else {
            turn.again().ifPresent(this::alarm);
        }
    }

    private void publish() {
        List<Event> before = events;
        List<Event> now = record.events();
        events = now;
        head = record.head();
        for (Event event : now.subList(before.size(), now.size())) {
            listeners.forEach(listener -> tell(listener, event));
        }
    }

    private static void tell(Consumer<Event> listener, Event event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            // One listener's failure must not end the release.
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "a listener failed at " + event.kind() + ", line " + event.sequence() + " of a record");
        }
    }

    private void alarm(Instant when) {
        if (alarm != null) {
            alarm.cancel(false);
        }
        long millis = Math.max(1, Duration.between(clock.instant(), when).toMillis() + 1);
        alarm = timer.schedule(this::wake, millis, TimeUnit.MILLISECONDS);
    }

    private void fail(Exception problem) {
        close();
        done.completeExceptionally(problem);
    }

    private void close() {
        if (alarm != null) {
            alarm.cancel(false);
        }
        try {
            subscription.close();
            journal.close();
        } catch (Exception e) {
            // The release is over whatever closing says.
            alarm = null;
        }
    }

    /** Stops driving without ending the release, as a process does that goes down; {@code recover} goes on with it. */
    void letGo() {
        close();
        done.cancel(false);
    }
}
