package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.strategy.CanarySpec;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The events of one record and what they add up to, as the parts of a report ask for it. */
final class History {
    private final List<Event> events;
    private final ReleaseState state;
    private final Optional<Sides> sides;
    private final Optional<Traffic> traffic;
    private final Instant now;

    History(List<Event> events, Instant now) {
        this.events = List.copyOf(events);
        this.state = fold(this.events);
        this.now = now;
        this.sides = isEmpty() ? Optional.empty() : Sides.of(state);
        this.traffic = sides.map(both -> new Traffic(this.events, both, start()));
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

    List<Event> events() {
        return events;
    }

    Stream<Event> all(EventKind kind) {
        return events.stream().filter(event -> event.kind() == kind);
    }

    ReleaseState state() {
        return state;
    }

    /** Empty before anything was checked, and for what moves no traffic. */
    Optional<Sides> sides() {
        return sides;
    }

    Optional<Traffic> traffic() {
        return traffic;
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

    /** Whether it moves the traffic in phases. */
    boolean isRamp() {
        return !isEmpty() && state.strategy().equals(CanarySpec.STRATEGY);
    }

    /** Whether it only looks, and moves nothing. */
    boolean isVerification() {
        return !isEmpty() && state.strategy().equals(VerifySpec.STRATEGY);
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
        return sides.map(Sides::oldImage).orElse("");
    }

    String newImage() {
        return sides.map(Sides::newImage).orElse(spec("image"));
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

    /** When the new version was given all the traffic. */
    Optional<Instant> switchedAt() {
        return traffic.flatMap(Traffic::switchedAt);
    }

    Optional<Instant> switchedBackAt() {
        return traffic.flatMap(Traffic::switchedBackAt);
    }

    /** The Deployment that has the traffic, or most of it, by our own last write. */
    String active() {
        boolean fresh = traffic.filter(t -> t.target() >= 1 && !t.isPromoted()).isPresent();
        return sides.map(both -> fresh ? both.newDeployment() : both.oldDeployment())
                .orElse("");
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

    /** Who had the traffic at the last observation; empty when it was not observed. */
    Optional<Traffic.Seen> endpoints() {
        return traffic.map(Traffic::seen).filter(seen -> !seen.isEmpty()).map(seen -> seen.get(seen.size() - 1));
    }
}
