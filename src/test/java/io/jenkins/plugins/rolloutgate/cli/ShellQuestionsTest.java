package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked at a shell, and asked again by whoever recovers a release. */
class ShellQuestionsTest {
    private final List<Event> events = new ArrayList<>();

    private ShellQuestionsTest then(EventKind kind, String question) {
        events.add(new Event(
                events.size() + 1L, Instant.EPOCH, "ann", kind, Json.object().put("id", question), ""));
        return this;
    }

    private String open() {
        return ShellQuestions.open(events).map(event -> event.text("id")).orElse("none");
    }

    @Test
    void aQuestionFromBeforeIsOpenStill() {
        then(EventKind.QUESTION, "approve-10-1").then(EventKind.ANSWERED, "approve-10-1");
        then(EventKind.QUESTION, "approve-25-1").then(EventKind.RESUMED, "").then(EventKind.MEASURED, "");

        assertThat(open()).isEqualTo("approve-25-1");
    }

    @ParameterizedTest
    @EnumSource(names = {"ANSWERED", "WITHDRAWN", "DECISION", "ENDED"})
    void whatEndsAQuestion(EventKind end) {
        then(EventKind.QUESTION, "approve-10-1").then(end, "approve-10-1");

        assertThat(open()).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({"HOLD, is held as it stands", "ROLLBACK, rolls back"})
    void aQuestionTellsWhatFollowsWhenNobodyAnswers(String silence, String follows) {
        var data =
                Json.object().put("id", "approve-50-1").put("expires", "PT1H").put("silence", silence);

        String how = ShellQuestions.how(new Event(7, Instant.EPOCH, "rollout-gate", EventKind.QUESTION, data, ""));

        assertThat(how)
                .isEqualTo("answer with go, no-go or hold, and a comment behind it; after 1 h without an answer it "
                        + follows);
    }
}
