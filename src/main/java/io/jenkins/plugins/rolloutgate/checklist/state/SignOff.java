package io.jenkins.plugins.rolloutgate.checklist.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The approval that one role was asked for.
 *
 * <p>Not thread-safe, and read-only to everybody but the fold that makes it.
 */
public final class SignOff {
    private static final List<String> RULES = List.of("from", "quorum", "distinct", "section", "subject");

    private final Event asked;
    private final List<Event> signed = new ArrayList<>();
    private final List<Event> voided = new ArrayList<>();
    private Event rejected;
    private boolean overridden;

    SignOff(Event asked) {
        this.asked = asked;
    }

    /** How far it is. */
    public enum Stage {
        WAITING,
        COMPLETE,
        REJECTED,
        /** Nobody, or too few, approved in time. */
        EXPIRED
    }

    public String id() {
        return asked.text("id");
    }

    /** Number of the event that asked. */
    public long event() {
        return asked.sequence();
    }

    public String role() {
        return asked.text("role");
    }

    /** Users and groups who are asked; empty for whom the role stands. */
    public List<String> from() {
        List<String> from = new ArrayList<>();
        asked.data().path("from").forEach(who -> from.add(who.asText()));
        return from;
    }

    /** What is approved, such as image, plan and document, by name. */
    public JsonNode subject() {
        return asked.data().path("subject");
    }

    /** Section of the checklist that it is about; empty for all of it. */
    public String section() {
        return asked.text("section");
    }

    /** How many people must approve. */
    public int quorum() {
        return Math.max(1, asked.data().path("quorum").asInt(1));
    }

    /** Whether whoever has approved for another role does not count here. */
    public boolean isDistinct() {
        return asked.data().path("distinct").asBoolean(true);
    }

    /**
     * Whether a question is this one again.
     *
     * @param question facts of a {@code SIGN_OFF_ASKED} event
     * @param requesters of the whole checklist: together with those of this question, nobody else may stand behind the other
     */
    public boolean asksTheSame(JsonNode question, List<String> requesters) {
        Set<String> known = new HashSet<>(requesters);
        asked.data().path("requesters").forEach(who -> known.add(who.asText()));
        boolean nobodyNew = true;
        for (JsonNode who : question.path("requesters")) {
            nobodyNew &= known.contains(who.asText());
        }
        return nobodyNew
                && RULES.stream().allMatch(rule -> asked.data().path(rule).equals(question.path(rule)));
    }

    /** When silence ends it; empty for never. */
    public Optional<Instant> until() {
        String expires = asked.text("expires");
        return expires.isEmpty() ? Optional.empty() : Optional.of(asked.time().plus(Duration.parse(expires)));
    }

    /** Approvals that count, oldest first; each by another person. */
    public List<Event> signed() {
        return List.copyOf(signed);
    }

    /** Approvals of what has changed since. */
    public List<Event> voided() {
        return List.copyOf(voided);
    }

    public Optional<Event> rejected() {
        return Optional.ofNullable(rejected);
    }

    /** Whether somebody with the permission for it lets the release go on without it. */
    public boolean isOverridden() {
        return overridden;
    }

    public Stage stage(Instant now) {
        if (rejected != null) {
            return Stage.REJECTED;
        }
        if (signed.size() >= quorum()) {
            return Stage.COMPLETE;
        }
        return until().filter(until -> !now.isBefore(until)).isPresent() ? Stage.EXPIRED : Stage.WAITING;
    }

    /** Whether it was rejected, or nobody answered in time, so that it must be asked again. */
    public boolean isRefusedAt(Instant now) {
        Stage stage = stage(now);
        return stage == Stage.REJECTED || stage == Stage.EXPIRED;
    }

    boolean isOpenAt(Instant time) {
        return rejected == null
                && until().filter(until -> !time.isBefore(until)).isEmpty();
    }

    boolean hasSigned(String actor) {
        return signed.stream().anyMatch(event -> event.actor().equals(actor));
    }

    void sign(Event event) {
        signed.add(event);
    }

    void reject(Event event) {
        rejected = event;
    }

    void override() {
        overridden = true;
    }

    void voidAll() {
        voided.addAll(signed);
        signed.clear();
    }
}
