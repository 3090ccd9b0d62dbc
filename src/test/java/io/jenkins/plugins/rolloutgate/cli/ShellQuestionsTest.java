package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said beside a question in the shell. */
final class ShellQuestionsTest {
    @ParameterizedTest
    @CsvSource({"HOLD, is held as it stands", "ROLLBACK, rolls back"})
    void aQuestionTellsWhatFollowsWhenNobodyAnswers(String silence, String follows) {
        var data = Json.object().put("id", "approve-50-1").put("expires", "PT1H").put("silence", silence);

        String how = ShellQuestions.how(new Event(7, Instant.EPOCH, "rollout-gate", EventKind.QUESTION, data, ""));

        assertThat(how)
                .isEqualTo("answer with go, no-go or hold, and a comment behind it; after 1 h without an answer it "
                        + follows);
    }
}
