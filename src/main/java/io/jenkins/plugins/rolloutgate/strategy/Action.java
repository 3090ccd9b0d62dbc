package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import java.time.Instant;
import java.util.Optional;

/** What a strategy wants next. Asked again in the same situation, it wants the same again. */
public sealed interface Action {

    /** Write a fact down before going on; the next decision builds on it. */
    record Note(EventKind kind, ObjectNode data) implements Action {}

    /** Change one object of the cluster. */
    record Write(Phase phase, Change change) implements Action {}

    /**
     * Have a gate answered; meanwhile the strategy may be asked again and think better of it.
     *
     * @param until when to ask again at the latest, answered or not; if the same gate is then wanted still, the answer
     *     is NOT_RUN. A later {@code until} of the same gate does not move that limit
     */
    record Evaluate(Phase phase, Gate gate, Instant until) implements Action {}

    /**
     * Nothing to do until something changes.
     *
     * @param status one short lower-case phrase for people, such as {@code ready 2 of 3}
     * @param until when to ask again even if nothing changed
     * @param armed a write that will follow as soon as the wait is over, and may already be announced in the journal
     */
    record Wait(Phase phase, String status, Optional<Instant> until, Optional<Change> armed) implements Action {}

    /** Do this, while a gate that takes long is answered beside it. */
    record Beside(Gate gate, Action action) implements Action {}

    /** The release is over. */
    record End(Outcome outcome, String reason) implements Action {}
}
