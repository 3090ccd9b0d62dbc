package io.jenkins.plugins.rolloutgate.slo;

import static io.jenkins.plugins.rolloutgate.slo.Objectives.baseline;
import static io.jenkins.plugins.rolloutgate.slo.Objectives.errorRate;
import static io.jenkins.plugins.rolloutgate.slo.Objectives.p95;
import static io.jenkins.plugins.rolloutgate.slo.Objectives.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.slo.Indicator.Kind;
import io.jenkins.plugins.rolloutgate.slo.Objective.Method;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WholeSeriesTest {
    private static final double MEBI = 1024 * 1024;
    private static final Objective MEMORY =
            Objectives.of("memory", Kind.VALUE, Unit.BYTES, Method.TREND, Comparison.LESS, 0.05);

    private static Judgement judge(Objective objective, Samples samples) {
        return ObjectiveJudge.judge(objective, samples.list());
    }

    private static Samples memory(int minutes, double growthEachMinute) {
        Random random = new Random(3);
        Samples samples = Samples.canary();
        for (int i = 0; i < minutes; i++) {
            samples.values((300 + growthEachMinute * i + 5 * random.nextGaussian()) * MEBI);
        }
        return samples;
    }

    @Test
    void memoryThatLeaksFails() {
        Judgement judgement = judge(MEMORY, memory(60, 1));

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.sentence()).contains("in 59 min around 3", "at most 5 % growth is allowed");
    }

    @Test
    void memoryThatVariesOrFallsDoesNot() {
        assertThat(judge(MEMORY, memory(60, 0)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(MEMORY, memory(60, -1)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(MEMORY, memory(60, 0.1)).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aTrendNeedsItsWindow() {
        assertThat(judge(window(MEMORY, Duration.ofHours(24)), memory(60, 1)).sentence())
                .isEqualTo("memory: looked at for 59 min of the window of 24 h");
        assertThat(judge(MEMORY, memory(9, 0)).reason()).contains(Reason.TOO_FEW);
    }

    private static Samples beside(double median, int points) {
        Random random = new Random(9);
        Samples samples = Samples.canary();
        for (int i = 0; i < points; i++) {
            samples.values("stable", 0.2 * Math.exp(0.1 * random.nextGaussian()))
                    .values(median * Math.exp(0.1 * random.nextGaussian()));
        }
        return samples;
    }

    @Test
    void ranksBesideStableFailOnlyWhatIsWorse() {
        Objective objective = baseline(p95(Method.ACA, 0.2), "stable");

        assertThat(judge(objective, beside(0.2, 20)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(objective, beside(0.1, 20)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(objective, beside(0.3, 20)).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judge(objective, beside(0.23, 20)).verdict())
                .as("significant, and within what is allowed")
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void ranksNeedPointsOfBothSides() {
        Objective objective = baseline(p95(Method.ACA, 0.2), "stable");

        assertThat(judge(objective, beside(0.3, 4)).reason()).contains(Reason.TOO_FEW);
        assertThat(judge(objective, Samples.canary().values(1, 2, 3, 4, 5, 6)).sentence())
                .isEqualTo("p95: 0 points of stable, needs at least 5");
    }

    @Test
    void aSourceThatIsDownEndsNoComparison() {
        Objective objective = baseline(p95(Method.ACA, 0.2), "stable");

        assertThat(judge(objective, beside(0.2, 20).error("down")).reason()).contains(Reason.SOURCE_ERROR);
    }

    private static Samples burning(double bad) {
        Samples samples = Samples.canary().counted(0, 0);
        for (int i = 0; i < 30; i++) {
            samples.counted(bad, 1000);
        }
        return samples;
    }

    @Test
    void aCanaryThatBurnsTheBudgetTooFastFails() {
        Objective objective = errorRate(Method.BURN_RATE, 0.001);

        assertThat(judge(objective, burning(20)).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judge(objective, burning(14)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(objective, burning(14)).sentence())
                .startsWith("error rate burns its budget 14 times as fast as allowed within 30 min, and 14 times within"
                        + " the last twelfth of it; both above 14.4 are too fast; 0 of 30 looks failed");
    }

    @Test
    void anIncidentThatIsOverDoesNotBurn() {
        Samples samples = Samples.canary().counted(0, 0).counted(0, 1000).counted(15, 1000);

        assertThat(judge(errorRate(Method.BURN_RATE, 0.001), samples.counted(0, 1000))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void nothingCountedBurnsNothingAndTellsNothing() {
        assertThat(judge(errorRate(Method.BURN_RATE, 0.001), Samples.canary().counted(0, 0))
                        .reason())
                .contains(Reason.TOO_FEW);
        assertThat(judge(
                                errorRate(Method.BURN_RATE, 0.001),
                                Samples.canary().counted(0, 0).counted(0, 0))
                        .reason())
                .contains(Reason.TOO_FEW);
    }
}
