package io.jenkins.plugins.rolloutgate.run;

import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.strategy.Gate;
import java.time.Duration;
import java.time.Instant;

/**
 * A gate whose answer is awaited.
 *
 * <p>Its limit is fixed when it starts, whatever a strategy says later, and counts observed time only.
 *
 * @param within how long its answer is awaited, counted from {@code since}
 */
record RunningGate(Gate gate, Instant since, Duration within) {
    boolean isOverdue(ReleaseState state, Instant now) {
        return state.observed(since, now).compareTo(within) >= 0;
    }

    Instant limit(ReleaseState state, Instant now) {
        return state.observedEnd(since, within, now);
    }

    GateRunner.Answer noAnswer() {
        return new GateRunner.Answer(
                Verdict.NOT_RUN, gate.name() + " did not answer within " + Durations.text(within), Json.object());
    }
}
