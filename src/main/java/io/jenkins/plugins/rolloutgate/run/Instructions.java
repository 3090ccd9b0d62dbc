package io.jenkins.plugins.rolloutgate.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.io.IOException;
import java.time.InstantSource;

/** Writes down what people tell a release, as long as it still counts; not thread-safe. */
record Instructions(ReleaseRecord record, InstantSource clock) {
    void abort(String actor, String reason) throws IOException {
        if (isRunning() && state().abort().isEmpty()) {
            append(actor, EventKind.ABORT_REQUESTED, Json.object().put("reason", reason));
        }
    }

    void answer(String actor, String how, String question, String answer, String comment) throws IOException {
        boolean open = state().ramp()
                .question()
                .filter(asked -> asked.id().equals(question))
                .isPresent();
        if (isRunning() && open) {
            append(
                    actor,
                    EventKind.ANSWERED,
                    Json.object()
                            .put("id", question)
                            .put("answer", answer)
                            .put("comment", comment)
                            .put("authentication", how));
        }
    }

    void goOn(String actor, int until) throws IOException {
        if (isRunning() && until > state().ramp().until()) {
            append(actor, EventKind.CONTINUED, Json.object().put("until", until));
        }
    }

    void pause(String actor, String reason) throws IOException {
        if (isRunning()
                && state().decision().isEmpty()
                && state().ramp().pause().isEmpty()) {
            append(actor, EventKind.PAUSED, Json.object().put("reason", reason));
        }
    }

    void resume(String actor, String reason) throws IOException {
        if (isRunning() && state().ramp().pause().isPresent()) {
            append(actor, EventKind.UNPAUSED, Json.object().put("reason", reason));
        }
    }

    private ReleaseState state() {
        return record.state();
    }

    private boolean isRunning() {
        return state().end().isEmpty();
    }

    private void append(String actor, EventKind kind, ObjectNode data) throws IOException {
        record.append(clock.instant(), actor, kind, data);
    }
}
