package io.jenkins.plugins.rolloutgate.checklist.state;

import io.jenkins.plugins.rolloutgate.record.Event;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the record says about one binding so far.
 *
 * @param event that decided it; empty while nothing has
 * @param value in the base unit, where something was measured
 */
record Proof(Result result, Optional<Event> event, String sentence, OptionalDouble value) {

    enum Result {
        PENDING,
        PASS,
        FAIL
    }

    static Proof pending(String sentence) {
        return new Proof(Result.PENDING, Optional.empty(), sentence, OptionalDouble.empty());
    }

    static Proof of(boolean good, Event event, String sentence) {
        return new Proof(good ? Result.PASS : Result.FAIL, Optional.of(event), sentence, OptionalDouble.empty());
    }

    Proof with(OptionalDouble measured) {
        return new Proof(result, event, sentence, measured);
    }
}
