package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One release of a shop, for specifications: it is brought to a point ({@link #until}), something is changed there
 * ({@link #when}), and what the strategy says next is compared as one line ({@link #says}).
 *
 * <p>On the way to a point every write is accepted (each {@code test} of its patch is checked), every pod gets ready,
 * every gate passes, and time passes only when nothing else is to happen.
 */
abstract class Play<S extends Play<S>> {
    static final Instant START = Instant.parse("2026-11-25T09:00:00Z");
    static final String RELEASE = "checkout-7";

    /** Far more than any release takes. */
    private static final int MOST_STEPS = 3000;

    private final ShopCluster cluster;
    private final List<Event> events = new ArrayList<>();
    private final List<String> writes = new ArrayList<>();
    private Instant now = START;

    Play(ShopCluster cluster) {
        this.cluster = cluster;
    }

    abstract S self();

    /** A strategy that remembers nothing, as a process has it that was just started. */
    abstract Strategy strategy();

    /** Changes the cluster. */
    S when(Consumer<ShopCluster> change) {
        change.accept(cluster);
        return self();
    }

    S after(Duration passed) {
        now = now.plus(passed);
        return self();
    }

    S note(EventKind kind, ObjectNode data) {
        return note(Event.ENGINE, kind, data);
    }

    S note(String actor, EventKind kind, ObjectNode data) {
        events.add(new Event(events.size() + 1L, now, actor, kind, data, "mark-" + events.size()));
        return self();
    }

    /** The journal is gone. */
    S forget() {
        events.clear();
        return self();
    }

    S aborted(String reason) {
        return note(EventKind.ABORT_REQUESTED, Json.object().put("reason", reason));
    }

    /** The API server refuses the write that is wanted now, for good. */
    S refused(String reason) {
        Action.Write write = (Action.Write) next();
        String key = write.change().key();
        note(EventKind.INTENT, Json.object().put("key", key));
        return note(
                EventKind.NOT_WRITTEN,
                Json.object().put("key", key).put("reason", reason).put("final", true));
    }

    /** Answers the gate that is asked now. */
    S answered(Verdict verdict, String sentence) {
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

    ReleaseState state() {
        return ReleaseState.of(events);
    }

    Instant now() {
        return now;
    }

    Action next() {
        Action action = strategy().next(state(), cluster.seen(), now);
        return action instanceof Action.Beside both ? both.action() : action;
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
    S until(Phase phase) {
        return until(action -> phase.equals(phase(action)));
    }

    /** Goes on until a write of this key is wanted. */
    S untilWrite(String key) {
        return until(action ->
                action instanceof Action.Write write && write.change().key().equals(key));
    }

    /** Goes on until a turn is decided, and takes it down. */
    S decided() {
        return until(action -> action instanceof Action.Note note && note.kind() == EventKind.DECISION)
                .step();
    }

    /** Goes on to the end. */
    S ended() {
        return until(action -> action instanceof Action.End);
    }

    S until(Predicate<Action> reached) {
        for (int i = 0; i < MOST_STEPS; i++) {
            Action action = next();
            if (reached.test(action)) {
                return self();
            }
            if (action instanceof Action.End) {
                break;
            }
            step(action);
        }
        throw new AssertionError("the release never came there, but to: " + says() + ", after " + writes);
    }

    /** Does what is wanted now, and lets it succeed. */
    S step() {
        return step(next());
    }

    private S step(Action action) {
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
        return self();
    }

    private void written(Action.Write write) {
        Change change = write.change();
        writes.add(text(write));
        ObjectNode intent = Json.object().put("key", change.key()).put("summary", change.summary());
        intent.putObject("object")
                .put("kind", change.target().ref().kind().title())
                .put("name", change.target().name());
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

    /** An action as one line. */
    static String text(Action action) {
        if (action instanceof Action.Write write) {
            return write.phase().name() + " " + write.change().target().name() + ": "
                    + write.change().summary();
        }
        if (action instanceof Action.Evaluate evaluate) {
            return evaluate.phase().name() + " asks " + evaluate.gate().name();
        }
        if (action instanceof Action.Wait wait) {
            return wait.phase().name() + " waits: " + wait.status();
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
            case QUESTION -> "asks people: " + data.path("text").asText();
            case WITHDRAWN -> "withdraws " + data.path("id").asText();
            case PHASE_PASSED ->
                data.path("percent").asInt() + "% is passed by "
                        + data.path("by").asText() + ": " + data.path("reason").asText();
            default -> "notes " + ((Action.Note) action).kind();
        };
    }
}
