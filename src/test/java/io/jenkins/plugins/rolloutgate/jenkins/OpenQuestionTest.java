package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenQuestionTest {

    @Test
    void saysWhoIsAskedUntilWhenAndWhatFollows() {
        OpenQuestion question = question(List.of("ops", "alice"), "HOLD");

        assertThat(question.getText()).isEqualTo("Go on from 25%? The phase is done.");
        assertThat(question.getWho()).isEqualTo("ops or alice");
        assertThat(question.getUntil()).isEqualTo("2026-11-25 11:00 UTC");
        assertThat(question.getSilence()).isEqualTo("is held");
        assertThat(question.answers()).containsExactly("go", "no-go");
    }

    @Test
    void isAskedOfWhoeverMayBuildWhereNobodyIsNamed() {
        OpenQuestion question = question(List.of(), "ROLLBACK");

        assertThat(question.getWho()).isEqualTo("whoever may build this job");
        assertThat(question.getSilence()).isEqualTo("rolls back");
    }

    @Test
    void keepsACommentInOneLineAndNotWithoutEnd() {
        assertThat(OpenQuestion.comment(" looks\n good ")).isEqualTo("looks good");
        assertThat(OpenQuestion.comment(null)).isEmpty();
        assertThat(OpenQuestion.comment("x".repeat(5000))).hasSize(1000);
    }

    private static OpenQuestion question(List<String> from, String silence) {
        Instant asked = Instant.parse("2026-11-25T10:00:00Z");
        return new OpenQuestion(new io.jenkins.plugins.rolloutgate.report.OpenQuestion(
                "approve-25-1",
                "approve",
                25,
                "Go on from 25%? The phase is done.",
                "error rate: 0 of 42 requests",
                from,
                asked,
                asked.plusSeconds(3600),
                silence,
                List.of("go", "no-go")));
    }
}
