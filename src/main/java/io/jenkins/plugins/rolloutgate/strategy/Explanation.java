package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why pods are not well, in words, with what their log says. */
final class Explanation {
    static final String GATE = "explain";
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private Explanation() {}

    /** The log has to be fetched before the reason can quote it. */
    static Optional<Action> before(ReleaseState state, Phase phase, Optional<Diagnosis> diagnosis, Instant now) {
        return diagnosis
                .filter(found -> found.pod().isPresent() && state.gate(GATE).isEmpty())
                .map(found -> new Action.Evaluate(
                        phase,
                        new Gate.Explain(GATE, found.pod().get(), found.container(), found.crashed()),
                        now.plus(WITHIN)));
    }

    /** {@code : cause; its log says: ...}, or nothing. */
    static String of(ReleaseState state, Optional<Diagnosis> diagnosis) {
        return diagnosis
                .map(found -> ": " + found.sentence()
                        + state.gate(GATE)
                                .map(ReleaseState.GateResult::sentence)
                                .filter(sentence -> !sentence.isEmpty())
                                .map(sentence -> "; " + sentence)
                                .orElse(""))
                .orElse("");
    }
}
