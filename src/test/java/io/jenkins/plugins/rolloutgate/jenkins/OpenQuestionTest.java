package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Ramp;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OpenQuestionTest {

    @Test
    void saysWhoIsAskedUntilWhenAndWhatFollows() {
        ObjectNode data = Json.object().put("expires", "PT1H").put("silence", "HOLD");
        data.putArray("from").add("ops").add("alice");
        data.putArray("answers").add("go").add("no-go");

        OpenQuestion question = question(data);

        assertThat(question.getWho()).isEqualTo("ops or alice");
        assertThat(question.getUntil()).isEqualTo("2026-11-25 11:00 UTC");
        assertThat(question.getSilence()).isEqualTo("is held");
        assertThat(question.answers()).containsExactly("go", "no-go");
    }

    @Test
    void isAskedOfWhoeverMayBuildWhereNobodyIsNamed() {
        OpenQuestion question = question(Json.object().put("expires", "PT1H").put("silence", "ROLLBACK"));

        assertThat(question.getWho()).isEqualTo("whoever may build this job");
        assertThat(question.getSilence()).isEqualTo("rolls back");
    }

    @Test
    void keepsACommentInOneLineAndNotWithoutEnd() {
        assertThat(OpenQuestion.comment(" looks\n good ")).isEqualTo("looks good");
        assertThat(OpenQuestion.comment(null)).isEmpty();
        assertThat(OpenQuestion.comment("x".repeat(5000))).hasSize(1000);
    }

    private static OpenQuestion question(ObjectNode data) {
        return new OpenQuestion(
                new Ramp.Question("approve-25-1", "Go on from 25%?", data, Instant.parse("2026-11-25T10:00:00Z")));
    }
}
