package io.jenkins.plugins.rolloutgate.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Epoch;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.strategy.Change;
import io.jenkins.plugins.rolloutgate.strategy.Phase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends writes, each announced in the record before and answered in it after.
 *
 * <p>A write is sent once. When its answer is lost, the object is read again: the mark that every patch leaves tells
 * whether it took effect.
 */
final class Writer {
    /** A write that meets this many conflicts or lost answers in a row will not succeed by trying again. */
    private static final int MOST_TRIES = 8;

    private final ReleaseRecord record;
    private final Cluster cluster;
    private final InstantSource clock;
    private final Map<String, Integer> tries = new HashMap<>();
    private Armed armed;

    /** A write that is announced but not sent. */
    private record Armed(String key, List<PatchOp> patch, ObjectRef target) {}

    /** The write may succeed when it is decided anew on what is then observed. */
    static final class RetryException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** A request may still arrive late, and nothing can be done about it; the message says where. */
    static final class UnfencedException extends Exception {
        private static final long serialVersionUID = 1L;

        UnfencedException(String message) {
            super(message);
        }
    }

    Writer(ReleaseRecord record, Cluster cluster, InstantSource clock) {
        this.record = record;
        this.cluster = cluster;
        this.clock = clock;
    }

    /** Announces a write now, so that the disk is not waited for when its time comes. */
    void arm(Change change, Epoch epoch, Phase phase) throws IOException {
        if (!isArmed(change, epoch)) {
            withdraw();
            announce(change, epoch, phase);
        }
    }

    private boolean isArmed(Change change, Epoch epoch) {
        if (armed == null || !armed.key().equals(change.key())) {
            return false;
        }
        Map<String, String> marks = marks(armed.patch());
        return armed.patch().equals(Fence.around(change.patch(), change.target(), epoch, marks));
    }

    private static Map<String, String> marks(List<PatchOp> patch) {
        Map<String, String> marks = new LinkedHashMap<>();
        for (String name : List.of(Annotations.RELEASE, Annotations.PHASE, Annotations.HEAD)) {
            patch.stream()
                    .map(op -> op.path().equals("/metadata/annotations")
                            ? op.value().path(name)
                            : op.path().equals(Annotations.pointer(name)) ? op.value() : null)
                    .filter(value -> value != null && value.isTextual())
                    .forEach(value -> marks.put(name, value.asText()));
        }
        return marks;
    }

    private void announce(Change change, Epoch epoch, Phase phase) throws IOException {
        Map<String, String> marks = new LinkedHashMap<>();
        marks.put(Annotations.RELEASE, record.state().id());
        marks.put(Annotations.PHASE, phase.name());
        marks.put(Annotations.HEAD, record.head());
        List<PatchOp> patch = Fence.around(change.patch(), change.target(), epoch, marks);
        ObjectRef target = change.target().ref();
        ObjectNode data = Json.object().put("key", change.key());
        data.putObject("object")
                .put("kind", target.kind().title())
                .put("namespace", target.namespace())
                .put("name", target.name());
        data.put("summary", change.summary());
        data.set("patch", Json.tree(patch));
        append(EventKind.INTENT, data);
        armed = new Armed(change.key(), patch, target);
    }

    /** Takes back what was announced and will not be sent. */
    void withdraw() throws IOException {
        if (armed != null) {
            String key = armed.key();
            armed = null;
            append(EventKind.NOT_WRITTEN, Json.object().put("key", key).put("reason", "no longer wanted, never sent"));
        }
    }

    /** Announces a write unless it is announced already, sends it, and writes its outcome down. */
    void write(Change change, Epoch epoch, Phase phase) throws IOException, RetryException {
        arm(change, epoch, phase);
        Armed sent = armed;
        armed = null;
        Instant before = clock.instant();
        try {
            cluster.patch(sent.target(), sent.patch());
        } catch (ClusterException e) {
            if (e.problem() == Problem.UNKNOWN) {
                // Left pending: the next turn finds out what became of it.
                throw new RetryException();
            }
            failed(sent.key(), e.problem(), e.getMessage());
            if (e.problem() == Problem.CONFLICT) {
                throw new RetryException();
            }
            return;
        }
        written(sent.key(), "answered", Duration.between(before, clock.instant()));
    }

    /** Whether there are writes of which nobody knows whether they took effect. */
    boolean hasLost() {
        return record.state().pendingWrites().stream().anyMatch(this::isLost);
    }

    private boolean isLost(ReleaseState.Write pending) {
        return armed == null || !armed.key().equals(pending.key());
    }

    /** Leaves the new epoch on an object, so that nothing of an earlier one is accepted any more. Safe to repeat. */
    void raise(Metadata target, Epoch epoch) throws RetryException, UnfencedException {
        try {
            cluster.patch(target.ref(), Fence.around(List.of(), target, epoch, Map.of()));
        } catch (ClusterException e) {
            if (e.problem() != Problem.DENIED && e.problem() != Problem.REJECTED) {
                throw new RetryException();
            }
            if (isWaitedFor(target.ref())) {
                throw new UnfencedException("a lost request may still reach " + target.ref()
                        + " and cannot be kept out: " + e.getMessage());
            }
        }
    }

    /**
     * Finds out what became of writes whose answer was lost, with this process or one before it. To be called when
     * they can no longer arrive late.
     */
    void settle() throws ClusterException, IOException {
        for (ReleaseState.Write pending : record.state().pendingWrites()) {
            if (isLost(pending)) {
                settle(pending);
            }
        }
    }

    private boolean isWaitedFor(ObjectRef ref) {
        return record.state().pendingWrites().stream()
                .anyMatch(pending -> isLost(pending) && target(pending).equals(ref));
    }

    private static ObjectRef target(ReleaseState.Write write) {
        var object = write.data().path("object");
        return new ObjectRef(
                Kind.of(object.path("kind").asText()),
                object.path("namespace").asText(),
                object.path("name").asText());
    }

    private void settle(ReleaseState.Write pending) throws ClusterException, IOException {
        ObjectRef ref = target(pending);
        Optional<Metadata> found = cluster.read(ref);
        boolean done = found.filter(
                        metadata -> metadata.annotation(Annotations.HEAD).equals(pending.mark()))
                .isPresent();
        if (done) {
            written(pending.key(), "read back", Duration.between(pending.at(), clock.instant()));
        } else {
            failed(pending.key(), Problem.UNKNOWN, "no answer came, and " + ref + " does not show the change");
        }
    }

    private void written(String key, String how, Duration took) throws IOException {
        tries.remove(key);
        append(
                EventKind.WRITTEN,
                Json.object().put("key", key).put("known", how).put("millis", took.toMillis()));
    }

    private void failed(String key, Problem problem, String reason) throws IOException {
        boolean again = problem == Problem.CONFLICT || problem == Problem.UNKNOWN;
        boolean last = !again || tries.merge(key, 1, Integer::sum) >= MOST_TRIES;
        append(
                EventKind.NOT_WRITTEN,
                Json.object()
                        .put("key", key)
                        .put("problem", problem.name())
                        .put("reason", reason)
                        .put("final", last));
    }

    private Event append(EventKind kind, ObjectNode data) throws IOException {
        return record.append(clock.instant(), Event.ENGINE, kind, data);
    }
}
