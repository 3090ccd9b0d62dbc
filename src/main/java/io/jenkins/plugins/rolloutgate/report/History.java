package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.strategy.Baseline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The events of one record and what they add up to, as the parts of a report ask for it. */
final class History {
    private static final String SWITCH = "switch";
    private static final String SWITCH_BACK = "switch-back";

    private final List<Event> events;
    private final ReleaseState state;
    private final Optional<Baseline> baseline;
    private final Instant now;

    History(List<Event> events, Instant now) {
        this.events = List.copyOf(events);
        this.state = fold(this.events);
        this.baseline = state.baseline().flatMap(data -> baseline(data.path("baseline")));
        this.now = now;
    }

    /** A damaged record may hold events that do not add up; then what comes before them is what can be told. */
    private static ReleaseState fold(List<Event> events) {
        int good = 0;
        int bad = events.size() + 1;
        int next = events.size();
        ReleaseState state = ReleaseState.of(List.of());
        while (good + 1 < bad) {
            try {
                state = ReleaseState.of(events.subList(0, next));
                good = next;
            } catch (RuntimeException e) {
                bad = next;
            }
            next = (good + bad) / 2;
        }
        return state;
    }

    private static Optional<Baseline> baseline(JsonNode json) {
        try {
            return Optional.of(Json.read(json, Baseline.class));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    List<Event> events() {
        return events;
    }

    Stream<Event> all(EventKind kind) {
        return events.stream().filter(event -> event.kind() == kind);
    }

    ReleaseState state() {
        return state;
    }

    Optional<Baseline> baseline() {
        return baseline;
    }

    Instant now() {
        return now;
    }

    boolean isEmpty() {
        return state.isEmpty();
    }

    Instant start() {
        return isEmpty() ? now : state.startedAt();
    }

    Optional<ReleaseState.End> end() {
        return state.end();
    }

    /** The end of the release, or now while it runs. */
    Instant until() {
        Instant until = end().map(ReleaseState.End::at).orElse(now);
        return until.isBefore(start()) ? start() : until;
    }

    boolean isRunning() {
        return !isEmpty() && end().isEmpty();
    }

    boolean endedAs(Outcome outcome) {
        return end().filter(end -> end.outcome() == outcome).isPresent();
    }

    String spec(String field) {
        return isEmpty() ? "" : state.spec().path(field).asText("");
    }

    /** Whether the release itself is a rollback that somebody asked for. */
    boolean isRollback() {
        return spec("mode").equals("ROLLBACK")
                || (!isEmpty() && events.get(0).text("mode").equals("ROLLBACK"));
    }

    String oldImage() {
        return baseline.map(Baseline::oldImage).orElse("");
    }

    String newImage() {
        return baseline.map(Baseline::newImage).orElse(spec("image"));
    }

    /** How sentences call the version that had the traffic at the start. */
    String oldName() {
        return name(oldImage(), newImage());
    }

    String newName() {
        return name(newImage(), oldImage());
    }

    private static String name(String image, String other) {
        boolean same = Words.image(image).equals(Words.image(other)) && !image.equals(other);
        return same ? image : Words.image(image);
    }

    String oldColour() {
        return baseline.map(b -> b.colour(b.active())).orElse("");
    }

    String newColour() {
        return baseline.map(b -> b.colour(b.idle())).orElse("");
    }

    Optional<Instant> switchedAt() {
        return state.written(SWITCH);
    }

    Optional<Instant> switchedBackAt() {
        return state.written(SWITCH_BACK);
    }

    /** Whether the active Service selects the new colour, by our own last write. */
    boolean selectsNew() {
        return switchedAt().isPresent() && switchedBackAt().isEmpty();
    }

    /** The Deployment that the active Service selects, by our own last write. */
    String active() {
        return baseline.map(b -> selectsNew() ? b.idle() : b.active()).orElse("");
    }

    /** The decision that turned the release, if one did. */
    Optional<ReleaseState.Decision> turn() {
        return state.decision();
    }

    boolean turned(String decision) {
        return turn().filter(turn -> turn.what().equals(decision)).isPresent();
    }

    /** Whether the release is on its way back, or has been. */
    boolean turnedBack() {
        return turned("rollback") || turned("abort");
    }

    /** Ready endpoints behind the active Service; empty when they were not observed. */
    Optional<Endpoints> endpoints() {
        return state.traffic().flatMap(this::endpoints);
    }

    Optional<Endpoints> endpoints(JsonNode traffic) {
        return baseline.map(b -> new Endpoints(
                traffic.path(b.active()).asInt(0), traffic.path(b.idle()).asInt(0)));
    }

    /** Ready endpoints of both sides. */
    record Endpoints(int old, int fresh) {
        int sum() {
            return old + fresh;
        }
    }
}
