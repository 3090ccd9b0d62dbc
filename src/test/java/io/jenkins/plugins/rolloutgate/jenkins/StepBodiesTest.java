package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.GateRunner.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StepBodiesTest {

    private static final Origin STEP = new Origin("team/shop", 7, "12");
    private static final Origin NEXT_STAGE = new Origin("team/shop", 7, "20");
    private static final Map<String, String> PHASE = Map.of("CANARY_WEIGHT", "25");
    private static final Answer PASSED = new Answer(Verdict.PASS, "passed", Json.object());

    private final Set<Origin> over = new HashSet<>();
    private final StepBodies bodies = new StepBodies(origin -> !over.contains(origin));
    private final List<Answer> answers = new ArrayList<>();
    private final List<Map<String, String>> runs = new ArrayList<>();

    @Test
    void aReleaseIsAnsweredByTheStepThatIsThere() {
        bodies.offer(STEP, STEP, this::pass);

        bodies.ask(STEP, PHASE, answers::add);

        assertThat(answers).containsExactly(PASSED);
        assertThat(runs).containsExactly(PHASE);
    }

    @Test
    void aReleaseThatComesFirstAfterARestartWaitsForItsStep() {
        bodies.ask(STEP, PHASE, answers::add);
        assertThat(answers).isEmpty();

        bodies.offer(STEP, STEP, this::pass);

        assertThat(answers).containsExactly(PASSED);
    }

    @Test
    void theNextStageRunsTheNextPhaseAndNoneAgain() {
        bodies.offer(STEP, STEP, this::pass);
        bodies.ask(STEP, PHASE, answers::add);
        bodies.withdraw(STEP);

        bodies.offer(STEP, NEXT_STAGE, this::pass);
        bodies.ask(STEP, Map.of("CANARY_WEIGHT", "50"), answers::add);

        assertThat(runs).containsExactly(PHASE, Map.of("CANARY_WEIGHT", "50"));
    }

    @Test
    void aStepThatIsDoneIsNotAskedAnyMore() {
        bodies.offer(STEP, STEP, this::pass);

        bodies.withdraw(STEP);
        bodies.ask(STEP, PHASE, answers::add);

        assertThat(answers).isEmpty();
    }

    @Test
    void aReleaseDoesNotWaitForABuildThatIsOver() {
        bodies.ask(STEP, PHASE, answers::add);
        bodies.ask(new Origin("team/shop", 8, "12"), PHASE, answers::add);

        bodies.buildEnded("team/shop", 7);

        assertThat(answers).singleElement().satisfies(StepBodiesTest::isNotRun);
    }

    @Test
    void aReleaseThatAsksABuildThatIsOverIsAnsweredAtOnce() {
        over.add(STEP);

        bodies.ask(STEP, PHASE, answers::add);

        assertThat(answers).singleElement().satisfies(StepBodiesTest::isNotRun);
    }

    @Test
    void aBodyThatNeverEndsIsGivenUpWithItsBuild() {
        bodies.offer(STEP, STEP, (environment, answer) -> runs.add(environment));
        bodies.ask(STEP, PHASE, answers::add);

        bodies.buildEnded("team/shop", 7);

        assertThat(answers).singleElement().satisfies(StepBodiesTest::isNotRun);
    }

    private void pass(Map<String, String> environment, Consumer<Answer> answer) {
        runs.add(environment);
        answer.accept(PASSED);
    }

    private static void isNotRun(Answer answer) {
        assertThat(answer.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(answer.sentence()).isEqualTo("build team/shop #7 has ended without running them");
    }
}
