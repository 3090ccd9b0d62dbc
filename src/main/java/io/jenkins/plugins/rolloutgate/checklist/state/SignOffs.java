package io.jenkins.plugins.rolloutgate.checklist.state;

import io.jenkins.plugins.rolloutgate.record.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the events of a release add up to about approvals. The rules are kept again here, so that no event that should never
 * have been written opens a gate: who asked does not approve, nobody counts twice, one person is one role unless allowed,
 * and nothing counts after its expiry.
 */
final class SignOffs {
    /** What stands before the role in the name of its gate. */
    static final String GATE = "sign ";

    private final Map<String, SignOff> byId = new LinkedHashMap<>();
    private final Set<String> requesters = new HashSet<>();
    private final Instant now;

    SignOffs(List<Event> events, Instant now) {
        this.now = now;
        events.forEach(this::take);
    }

    private void take(Event event) {
        switch (event.kind()) {
            case STARTED -> {
                requesters.add(event.actor());
                event.data().path("requesters").forEach(who -> requesters.add(who.asText()));
            }
            case SIGN_OFF_ASKED -> {
                event.data().path("requesters").forEach(who -> requesters.add(who.asText()));
                byId.put(event.text("id"), new SignOff(event));
            }
            case SIGNED_OFF ->
                named(event).filter(asked -> counts(asked, event)).ifPresent(asked -> asked.sign(event));
            case SIGN_OFF_REJECTED ->
                named(event)
                        .filter(asked -> !event.data().path("claim").asBoolean()
                                && asked.isOpenAt(event.time())
                                && asked.stage(event.time()) == SignOff.Stage.WAITING)
                        .ifPresent(asked -> asked.reject(event));
            case SIGN_OFF_VOIDED -> named(event).ifPresent(SignOff::voidAll);
            // Questions that are asked later are not meant.
            case OVERRIDDEN ->
                byId.values().stream()
                        .filter(asked -> event.text("gate").equalsIgnoreCase(GATE + asked.role()))
                        .forEach(SignOff::override);
            default -> {}
        }
    }

    private Optional<SignOff> named(Event event) {
        return Optional.ofNullable(byId.get(event.text("id")));
    }

    private boolean counts(SignOff asked, Event event) {
        return !event.data().path("claim").asBoolean()
                && objection(asked, event.actor(), event.time()).isEmpty();
    }

    /** Why an approval of somebody would not count, in words that continue "you cannot approve: ". */
    Optional<String> objection(SignOff asked, String actor, Instant time) {
        if (actor.isEmpty() || actor.equals(Event.ENGINE)) {
            return Optional.of("nobody knows who you are");
        }
        if (asked.rejected().isPresent()) {
            Event no = asked.rejected().get();
            return Optional.of(no.actor() + " has rejected it: " + no.text("reason"));
        }
        if (!asked.isOpenAt(time)) {
            return Optional.of("the time for it ended at " + asked.until().orElseThrow());
        }
        if (asked.hasSigned(actor)) {
            return Optional.of("you have approved already");
        }
        if (requesters.contains(actor)) {
            return Optional.of("you have asked for this release, so somebody else must approve it");
        }
        return asked.isDistinct()
                ? byId.values().stream()
                        .filter(other -> !other.role().equals(asked.role()) && other.hasSigned(actor))
                        .findFirst()
                        .map(other -> "you have approved as " + other.role() + " already, and one person is one role")
                : Optional.empty();
    }

    /** Whether somebody has asked for what is approved here. */
    boolean isRequester(String actor) {
        return requesters.contains(actor);
    }

    List<SignOff> all() {
        return new ArrayList<>(byId.values());
    }

    /** The latest question to a role. */
    Optional<SignOff> ofRole(String role) {
        return byId.values().stream()
                .filter(asked -> Facts.fold(asked.role()).equals(Facts.fold(role)))
                .reduce((first, second) -> second);
    }

    Proof proof(String role) {
        Optional<SignOff> found = ofRole(role);
        if (found.isEmpty()) {
            return Proof.pending(role + " was not asked yet");
        }
        SignOff asked = found.get();
        return switch (asked.stage(now)) {
            case COMPLETE -> {
                Event last = asked.signed().get(asked.signed().size() - 1);
                yield Proof.of(true, last, "approved by " + names(asked));
            }
            case REJECTED -> {
                Event no = asked.rejected().orElseThrow();
                yield Proof.of(false, no, "rejected by " + no.actor() + ": " + no.text("reason"));
            }
            case EXPIRED -> Proof.pending("nobody approved in time").with(OptionalDouble.empty());
            case WAITING ->
                Proof.pending(asked.signed().size() + " of " + asked.quorum() + " have approved for " + role);
        };
    }

    static String names(SignOff asked) {
        return asked.signed().stream().map(Event::actor).collect(Collectors.joining(", "));
    }
}
