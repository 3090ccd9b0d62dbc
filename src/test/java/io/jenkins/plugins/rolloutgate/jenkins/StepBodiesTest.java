package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.GateRunner.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepBodiesTest {

    private static final Origin STEP = new Origin("team/shop", 7, "12");
    private static final Answer PASSED = new Answer(Verdict.PASS, "passed", Json.object());

    private final StepBodies bodies = new StepBodies();
    private final List<Answer> answers = new ArrayList<>();

    @Test
    void aReleaseIsAnsweredByTheStepThatIsThere() {
        bodies.offer(STEP, answer -> answer.accept(PASSED));

        bodies.ask(STEP, answers::add);

        assertThat(answers).containsExactly(PASSED);
    }

    @Test
    void aReleaseThatComesFirstAfterARestartWaitsForItsStep() {
        bodies.ask(STEP, answers::add);
        assertThat(answers).isEmpty();

        bodies.offer(STEP, answer -> answer.accept(PASSED));

        assertThat(answers).containsExactly(PASSED);
    }

    @Test
    void aReleaseDoesNotWaitForABuildThatIsOver() {
        bodies.ask(STEP, answers::add);
        bodies.ask(new Origin("team/shop", 8, "12"), answers::add);

        bodies.buildEnded("team/shop", 7);

        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.verdict()).isEqualTo(Verdict.NOT_RUN);
            assertThat(answer.sentence()).isEqualTo("build team/shop #7 has ended without running them");
        });
    }
}
