package io.jenkins.plugins.rolloutgate.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the events of a record add up to: the only memory that a strategy has.
 *
 * <p>Read-only to everybody but the record that owns it. Because it is a fold, a resumed or adopted release needs no
 * other state.
 */
public final class ReleaseState {
    private Event first;
    private Event last;
    private Instant seenAt;
    private Ownership ownership;
    private ObjectNode baseline;
    private Step phase = new Step("", Instant.EPOCH);
    private Decision decision;
    private Decision abort;
    private String refusedWrite;

    private ObjectNode traffic;
    private End end;
    private Instant drainedAt;
    private String progress = "";
    private final Map<String, Write> writes = new LinkedHashMap<>();
    /** Every write that took effect: a later one under the same key may have failed, or changed something else. */
    private final List<Write> effective = new ArrayList<>();

    private final Map<String, GateResult> gates = new LinkedHashMap<>();
    private final Map<String, Set<String>> passed = new HashMap<>();
    private final Ramp ramp = new Ramp();
    private final List<Gap> gaps = new ArrayList<>();

    ReleaseState() {}

    /**
     * Who drives.
     *
     * @param epoch raised by every take-over
     * @param epochs what each object showed when the epoch was opened
     */
    public record Ownership(long epoch, String nonce, Map<String, String> epochs) {
        public Ownership {
            epochs = Map.copyOf(epochs);
        }
    }

    /** A phase and when it began. */
    public record Step(String name, Instant since) {}

    public record Decision(String what, String reason, Instant at) {}

    public record End(Outcome outcome, String reason, Instant at) {}

    public record GateResult(Verdict verdict, String sentence, Instant at) {}

    private record Gap(Instant from, Instant to) {}

    /**
     * The latest write under one key.
     *
     * @param key what the write is for, such as {@code switch}
     * @param intent sequence of its INTENT event
     * @param mark what the patch leaves in the object's {@code head} annotation, so that it is recognised later
     * @param data the INTENT event's data
     * @param status how far it came
     * @param at when the status was reached
     */
    public record Write(String key, long intent, String mark, ObjectNode data, Status status, Instant at) {
        /** PENDING also means: announced and perhaps never sent. */
        public enum Status {
            PENDING,
            DONE,
            FAILED
        }
    }

    public static ReleaseState of(List<Event> events) {
        ReleaseState state = new ReleaseState();
        events.forEach(state::apply);
        return state;
    }

    void apply(Event event) {
        if (first == null) {
            first = event;
            seenAt = event.time();
        }
        Instant time = event.time();
        switch (event.kind()) {
            case OWNED -> {
                ownership = own(event);
            }
            case TRAFFIC -> traffic = event.data();
            case BASELINE -> baseline = event.data();
            case PHASE -> phase = new Step(event.text("phase"), time);
            case PROGRESS -> progress = event.text("text");
            case INTENT -> write(event, event.text("key"), event.previous(), event.data(), Write.Status.PENDING);
            case WRITTEN -> outcomeOfWrite(event, Write.Status.DONE);
            case NOT_WRITTEN -> {
                outcomeOfWrite(event, Write.Status.FAILED);
                refusedWrite = event.data().path("final").asBoolean() ? event.text("reason") : refusedWrite;
            }
            case GATE -> gate(event);
            case DECISION -> {
                decision = new Decision(event.text("decision"), event.text("reason"), time);
                refusedWrite = null;
                ramp.apply(event);
            }
            case ABORT_REQUESTED -> abort = new Decision("abort", event.text("reason"), time);
            case DRAINED -> drainedAt = time;
            case RESUMED -> gaps.add(new Gap(seenAt, time));
            case OUTAGE -> gaps.add(new Gap(Instant.parse(event.text("from")), time));
            case ENDED -> end = new End(Outcome.valueOf(event.text("outcome")), event.text("reason"), time);
            case ADOPTED -> adopt(event);
            default -> ramp.apply(event);
        }
        last = event;
        seenAt = isObserved(event) ? time : seenAt;
    }

    /** What arrives from elsewhere, or tells that the cluster does not answer, proves no look at the cluster. */
    private static boolean isObserved(Event event) {
        return switch (event.kind()) {
            case GATE, LOG, ABORT_REQUESTED, PAUSED, UNPAUSED, REQUESTS -> false;
            case PROGRESS -> !event.data().path("unobserved").asBoolean();
            default -> !event.kind().isOfPeople();
        };
    }

    private static Ownership own(Event event) {
        Map<String, String> epochs = new HashMap<>();
        event.data()
                .path("epochs")
                .properties()
                .forEach(e -> epochs.put(e.getKey(), e.getValue().asText()));
        return new Ownership(event.data().path("epoch").asLong(), event.text("nonce"), epochs);
    }

    private void write(Event event, String key, String mark, ObjectNode data, Write.Status status) {
        writes.put(key, new Write(key, event.sequence(), mark, data, status, event.time()));
    }

    private void outcomeOfWrite(Event event, Write.Status status) {
        String key = event.text("key");
        Write write = writes.get(key);
        if (write != null) {
            Write now = new Write(key, write.intent(), write.mark(), write.data(), status, event.time());
            writes.put(key, now);
            if (status == Write.Status.DONE) {
                effective.add(now);
            }
        }
    }

    private void gate(Event event) {
        String gate = event.text("gate");
        Verdict verdict = Verdict.valueOf(event.text("verdict"));
        gates.put(gate, new GateResult(verdict, event.text("sentence"), event.time()));
        if (verdict == Verdict.PASS) {
            event.data()
                    .path("subjects")
                    .forEach(subject ->
                            passed.computeIfAbsent(gate, g -> new HashSet<>()).add(subject.asText()));
        }
    }

    private void adopt(Event event) {
        if (event.data().path("baseline") instanceof ObjectNode found) {
            baseline = found;
        }
        if (event.data().has("decision")) {
            decision = new Decision(event.text("decision"), event.text("reason"), event.time());
        }
        ramp.apply(event);
        event.data().path("done").forEach(key -> {
            ObjectNode data = Json.object().put("key", key.asText());
            write(event, key.asText(), "", data, Write.Status.DONE);
        });
        // What stood then counts as written, so that what others change from now on is noticed.
        event.data().path("found").forEach(found -> {
            String key = "found-" + found.path("object");
            ObjectNode data = found.deepCopy();
            effective.add(new Write(key, event.sequence(), "", data, Write.Status.DONE, event.time()));
        });
    }

    /** How far the phases of a ramp have come, what was measured in them, and who was asked. */
    public Ramp ramp() {
        return ramp;
    }

    /** The latest write that took effect on an object, whatever it was for, if it is one that {@code touches}. */
    public Optional<Write> lastWrite(Predicate<Write> touches) {
        return effective.stream().filter(touches).max(Comparator.comparingLong(Write::intent));
    }

    public boolean isEmpty() {
        return first == null;
    }

    public String id() {
        return first.text("release");
    }

    public String strategy() {
        return first.text("strategy");
    }

    /** The arguments of the release, as its strategy reads them. */
    public JsonNode spec() {
        return first.data().path("spec");
    }

    /** Where the release was asked from, as whoever started it has said. */
    public JsonNode origin() {
        return first.data().path("origin");
    }

    public String startedBy() {
        return first.data().path("startedBy").asText(first.actor());
    }

    public Instant startedAt() {
        JsonNode started = first.data().path("startedAt");
        return started.isTextual() ? Instant.parse(started.asText()) : first.time();
    }

    public Instant lastEventAt() {
        return last.time();
    }

    public Optional<Ownership> ownership() {
        return Optional.ofNullable(ownership);
    }

    /** Whether something drove this release before, so that its last requests may still be under way. */
    public boolean wasDriven() {
        return ownership != null || wasAdopted();
    }

    /** Whether it was opened from the cluster, so that what its writes were is not known. */
    public boolean wasAdopted() {
        return first != null && first.kind() == EventKind.ADOPTED;
    }

    /** Ready endpoints by Deployment, as last noted. */
    public Optional<ObjectNode> traffic() {
        return Optional.ofNullable(traffic);
    }

    public Optional<ObjectNode> baseline() {
        return Optional.ofNullable(baseline);
    }

    public Step phase() {
        return phase;
    }

    public String progress() {
        return progress;
    }

    public Optional<Decision> decision() {
        return Optional.ofNullable(decision);
    }

    public Optional<Decision> abort() {
        return Optional.ofNullable(abort);
    }

    /** Why a write was refused for good since the last decision, if one was. */
    public Optional<String> refusedWrite() {
        return Optional.ofNullable(refusedWrite);
    }

    public Optional<End> end() {
        return Optional.ofNullable(end);
    }

    public Optional<Instant> drainedAt() {
        return Optional.ofNullable(drainedAt);
    }

    public Optional<Write> write(String key) {
        return Optional.ofNullable(writes.get(key));
    }

    /** When the latest write under this key took effect, if it did. */
    public Optional<Instant> written(String key) {
        return write(key).filter(write -> write.status() == Write.Status.DONE).map(Write::at);
    }

    /** Writes whose effect is not known, oldest first. */
    public List<Write> pendingWrites() {
        return writes.values().stream()
                .filter(write -> write.status() == Write.Status.PENDING)
                .toList();
    }

    public Optional<GateResult> gate(String name) {
        return Optional.ofNullable(gates.get(name));
    }

    /** The subjects (pod uids, for example) that this gate has passed for. */
    public Set<String> passed(String gate) {
        return passed.getOrDefault(gate, Set.of());
    }

    /** How much of the time from {@code since} to {@code now} this release was really watching. */
    public Duration observed(Instant since, Instant now) {
        Duration seen = Duration.between(since, now);
        // A resumed process may find an outage that began with the same last event: what overlaps counts once.
        Instant covered = since;
        for (Gap gap : gaps.stream().sorted(Comparator.comparing(Gap::from)).toList()) {
            Instant from = gap.from().isBefore(covered) ? covered : gap.from();
            if (from.isBefore(gap.to())) {
                seen = seen.minus(Duration.between(from, gap.to()));
                covered = gap.to();
            }
        }
        return seen.isNegative() ? Duration.ZERO : seen;
    }

    /** When a hold of this length that began at {@code since} will be over if nothing more goes unobserved. */
    public Instant observedEnd(Instant since, Duration hold, Instant now) {
        return now.plus(hold.minus(observed(since, now)));
    }
}
