package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One blue-green release of a shop, for specifications: it is brought to a point ({@link #until}), something is changed
 * there ({@link #when}), and what the strategy says next is compared as one line ({@link #says}).
 *
 * <p>On the way to a point every write is accepted (each {@code test} of its patch is checked), every pod gets ready,
 * every gate passes, and time passes only when nothing else is to happen.
 */
final class Shop {
    static final Instant START = Instant.parse("2026-11-25T09:00:00Z");
    static final String RELEASE = "checkout-7";

    /** Far more than any release takes. */
    private static final int MOST_STEPS = 200;

    private final BlueGreenArguments arguments;
    private final ShopCluster cluster;
    private final List<Event> events = new ArrayList<>();
    private final List<String> writes = new ArrayList<>();
    private Instant now = START;

    private Shop(Mode mode, ShopCluster cluster) {
        this.arguments = new BlueGreenArguments(mode).namespace("shop").application("web");
        this.cluster = cluster;
        note(EventKind.STARTED, Json.object().put("release", RELEASE).put("strategy", "blue-green"));
    }

    /** Blue has the traffic with three pods of {@code web:1}; green is to get this image and is at zero. Drains 60 s. */
    static Shop deploying(String image) {
        return new Shop(Mode.DEPLOY, new ShopCluster(3, "web:1", 0, "web:1"))
                .asked(a -> a.image(image).drain("60s"));
    }

    /** Blue has the traffic with three pods of {@code web:2}; green stands by with as many of {@code web:1}. */
    static Shop rollingBack() {
        return new Shop(Mode.ROLLBACK, new ShopCluster(3, "web:2", 3, "web:1"));
    }

    Shop asked(Consumer<BlueGreenArguments> change) {
        change.accept(arguments);
        return this;
    }

    /** Changes the cluster. */
    Shop when(Consumer<ShopCluster> change) {
        change.accept(cluster);
        return this;
    }

    Shop after(Duration passed) {
        now = now.plus(passed);
        return this;
    }

    Shop note(EventKind kind, ObjectNode data) {
        events.add(new Event(events.size() + 1L, now, Event.ENGINE, kind, data, "mark-" + events.size()));
        return this;
    }

    Shop aborted(String reason) {
        return note(EventKind.ABORT_REQUESTED, Json.object().put("reason", reason));
    }

    /** The API server refuses the write that is wanted now, for good. */
    Shop refused(String reason) {
        Action.Write write = (Action.Write) next();
        String key = write.change().key();
        note(EventKind.INTENT, Json.object().put("key", key));
        return note(
                EventKind.NOT_WRITTEN,
                Json.object().put("key", key).put("reason", reason).put("final", true));
    }

    /** Answers the gate that is asked now. */
    Shop answered(Verdict verdict, String sentence) {
        Gate gate = ((Action.Evaluate) next()).gate();
        ObjectNode data = Json.object().put("gate", gate.name()).put("verdict", verdict.name());
        data.put("sentence", sentence);
        if (gate instanceof Gate.Probe probe) {
            data.set("subjects", Json.tree(probe.subjects()));
        }
        return note(EventKind.GATE, data);
    }

    ShopCluster cluster() {
        return cluster;
    }

    BlueGreenSpec spec() {
        return arguments.spec();
    }

    ReleaseState state() {
        return ReleaseState.of(events);
    }

    Instant now() {
        return now;
    }

    Situation situation() {
        Baseline baseline = Json.read(state().baseline().orElseThrow().path("baseline"), Baseline.class);
        return new Situation(spec(), baseline, state(), cluster.seen(), now);
    }

    Action next() {
        return new BlueGreenStrategy(spec()).next(state(), cluster.seen(), now);
    }

    /** What the strategy wants now, as one line. */
    String says() {
        return text(next());
    }

    /** Every write so far, as lines of {@link #says}. */
    List<String> writes() {
        return List.copyOf(writes);
    }

    List<String> phases() {
        return events.stream()
                .filter(event -> event.kind() == EventKind.PHASE)
                .map(event -> event.text("phase"))
                .distinct()
                .toList();
    }

    /** Goes on until something of this phase is wanted. */
    Shop until(Phase phase) {
        return until(action -> phase.equals(phase(action)));
    }

    /** Goes on until a write of this key is wanted. */
    Shop untilWrite(String key) {
        return until(action ->
                action instanceof Action.Write write && write.change().key().equals(key));
    }

    /** Goes on until a turn is decided, and takes it down. */
    Shop decided() {
        return until(action -> action instanceof Action.Note note && note.kind() == EventKind.DECISION)
                .step();
    }

    /** Goes on to the end. */
    Shop ended() {
        return until(action -> action instanceof Action.End);
    }

    Shop until(Predicate<Action> reached) {
        for (int i = 0; i < MOST_STEPS; i++) {
            if (reached.test(next())) {
                return this;
            }
            if (next() instanceof Action.End) {
                break;
            }
            step();
        }
        throw new AssertionError("the release never came there, but to: " + says() + ", after " + writes);
    }

    /** Does what is wanted now, and lets it succeed. */
    Shop step() {
        Action action = next();
        if (phase(action) != null) {
            note(EventKind.PHASE, Json.object().put("phase", phase(action).name()));
        }
        if (action instanceof Action.Note note) {
            note(note.kind(), note.data());
        } else if (action instanceof Action.Write write) {
            written(write);
        } else if (action instanceof Action.Evaluate) {
            answered(Verdict.PASS, "fine");
        } else if (action instanceof Action.Wait wait) {
            var before = cluster.seen();
            if (cluster.settle().seen().equals(before)) {
                now = wait.until()
                        .filter(now::isBefore)
                        .orElseThrow(() -> new AssertionError("waits for ever: " + wait));
            }
        }
        return this;
    }

    private void written(Action.Write write) {
        Change change = write.change();
        writes.add(text(write));
        ObjectNode intent = Json.object().put("key", change.key()).put("summary", change.summary());
        note(EventKind.INTENT, intent.set("patch", Json.tree(change.patch())));
        cluster.apply(change.target().name(), change.patch());
        cluster.annotate(change.target().name(), Annotations.RELEASE, RELEASE);
        cluster.annotate(
                change.target().name(), Annotations.PHASE, write.phase().name());
        note(EventKind.WRITTEN, Json.object().put("key", change.key()));
    }

    private static Phase phase(Action action) {
        if (action instanceof Action.Write write) {
            return write.phase();
        }
        if (action instanceof Action.Evaluate evaluate) {
            return evaluate.phase();
        }
        return action instanceof Action.Wait wait ? wait.phase() : null;
    }

    private static String text(Action action) {
        if (action instanceof Action.Write write) {
            return write.phase() + " " + write.change().target().name() + ": "
                    + write.change().summary();
        }
        if (action instanceof Action.Evaluate evaluate) {
            return evaluate.phase() + " asks " + evaluate.gate().name();
        }
        if (action instanceof Action.Wait wait) {
            return wait.phase() + " waits: " + wait.status();
        }
        if (action instanceof Action.End end) {
            return end.outcome() + ": " + end.reason();
        }
        ObjectNode data = ((Action.Note) action).data();
        return switch (((Action.Note) action).kind()) {
            case DECISION ->
                "decides " + data.path("decision").asText() + ": "
                        + data.path("reason").asText();
            case GATE ->
                data.path("gate").asText() + " is " + data.path("verdict").asText() + ": "
                        + data.path("sentence").asText();
            case DRAINED ->
                "drained " + data.path("how").asText() + ": "
                        + data.path("detail").asText();
            default -> "notes " + ((Action.Note) action).kind();
        };
    }
}
