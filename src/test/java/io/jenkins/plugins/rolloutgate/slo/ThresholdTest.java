package io.jenkins.plugins.rolloutgate.slo;

import static io.jenkins.plugins.rolloutgate.slo.Objectives.baseline;
import static io.jenkins.plugins.rolloutgate.slo.Objectives.errorRate;
import static io.jenkins.plugins.rolloutgate.slo.Objectives.lower;
import static io.jenkins.plugins.rolloutgate.slo.Objectives.minRequests;
import static io.jenkins.plugins.rolloutgate.slo.Objectives.p95;
import static io.jenkins.plugins.rolloutgate.slo.Objectives.policies;
import static io.jenkins.plugins.rolloutgate.slo.Objectives.tolerating;
import static io.jenkins.plugins.rolloutgate.slo.Objectives.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.slo.Indicator.Kind;
import io.jenkins.plugins.rolloutgate.slo.Objective.Method;
import io.jenkins.plugins.rolloutgate.slo.Objective.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {
    private static Judgement judge(Objective objective, Samples samples) {
        return ObjectiveJudge.judge(objective, samples.list());
    }

    @ParameterizedTest
    @CsvSource({"0.399, PASS", "0.4, FAIL", "0.412, FAIL", "0, PASS"})
    void aValueIsComparedWithItsLimit(double value, Verdict expected) {
        Judgement judgement = judge(p95(Method.THRESHOLD, 0.4), Samples.canary().values(value));

        assertThat(judgement.verdict()).isEqualTo(expected);
        assertThat(judgement.numbers()).containsEntry("value", value).containsEntry("limit", 0.4);
    }

    @Test
    void theSentenceHasTheNumbersThatDecided() {
        Judgement judgement = judge(
                tolerating(p95(Method.THRESHOLD, 0.4), 3, 3), Samples.canary().values(0.3, 0.41, 0.5, 0.35));

        assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
        assertThat(judgement.sentence())
                .isEqualTo("p95 is 350 ms, and must be < 400 ms; 2 of 4 looks failed, 3 are tolerated");
    }

    @Test
    void oneFailedLookMoreThanToleratedFailsAndStaysFailed() {
        Objective objective = tolerating(p95(Method.THRESHOLD, 0.4), 2, 2);

        assertThat(judge(objective, Samples.canary().values(0.5, 0.3, 0.5, 0.3)).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(objective, Samples.canary().values(0.5, 0.3, 0.5, 0.3, 0.5, 0.3, 0.3))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void failedLooksInARowHaveALimitOfTheirOwn() {
        Objective objective = tolerating(p95(Method.THRESHOLD, 0.4), 5, 1);

        assertThat(judge(objective, Samples.canary().values(0.5, 0.3, 0.5, 0.3)).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(objective, Samples.canary().values(0.5, 0.5, 0.3)).sentence())
                .endsWith("2 of 3 looks failed, 5 are tolerated, in a row at most 1");
        assertThat(judge(objective, Samples.canary().values(0.5, 0.5, 0.3)).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest
    @CsvSource({"0.94, FAIL", "0.95, PASS", "1, PASS", "1.06, FAIL"})
    void aRangeHasTwoEnds(double value, Verdict expected) {
        Objective objective = lower(p95(Method.RANGE, 1.05), 0.95);

        assertThat(judge(objective, Samples.canary().values(value)).verdict()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.48, PASS", "0.481, FAIL", "0.1, PASS"})
    void degradationIsRelativeToStable(double value, Verdict expected) {
        Objective objective = baseline(p95(Method.RELATIVE, 0.2), "stable");

        Judgement judgement =
                judge(objective, Samples.canary().values("stable", 0.4).values(value));

        assertThat(judgement.verdict()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.379, FAIL", "0.381, PASS", "0.419, PASS", "0.421, FAIL"})
    void withinPlusMinusFivePercentOfABaselineThatWasCapturedBefore(double value, Verdict expected) {
        Objective objective = lower(baseline(p95(Method.RELATIVE, 0.05), "last week"), -0.05);

        Judgement judgement =
                judge(objective, Samples.canary().values("baseline", 0.3, 0.5).values(value));

        assertThat(judgement.verdict()).isEqualTo(expected);
        assertThat(judgement.sentence()).contains("baseline last week with 400 ms");
    }

    @Test
    void lessThroughputIsWorse() {
        Objective objective = baseline(
                Objectives.of("throughput", Kind.RATE, Unit.PER_SECOND, Method.RELATIVE, Comparison.AT_LEAST, 0.2),
                "stable");
        Samples samples = Samples.canary()
                .counted("stable", 0, 5)
                .counted("stable", 0, 6000)
                .counted(0, 3);

        assertThat(judge(objective, samples.counted(0, 4700)).sentence())
                .startsWith("throughput is 78.33/s, 21.67 % less than stable with 100/s; at most 20 % less is allowed");
    }

    @Test
    void noShareOfNothingIsTaken() {
        Judgement judgement = judge(
                baseline(p95(Method.RELATIVE, 0.2), "stable"),
                Samples.canary().values("stable", 0).values(0.2));

        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.sentence()).contains("stable is 0", "give an absolute limit");
    }

    @Test
    void aRatioIsOfWhatWasAddedWithinTheWindow() {
        Objective objective = window(errorRate(Method.THRESHOLD, 0.01), Duration.ofMinutes(2));
        Samples samples = Samples.canary()
                .counted(500, 1000)
                .counted(100, 100)
                .counted(1, 1000)
                .counted(1, 1000);

        Judgement judgement = judge(objective, samples);

        assertThat(judgement.numbers()).containsEntry("value", 0.001).containsEntry("requests", 2000.0);
        assertThat(judgement.numbers()).containsEntry("looks", 2.0).containsEntry("failed", 1.0);
    }

    @Test
    void samplesThatDoNotSpanTheWindowDecideNothing() {
        Objective objective = window(p95(Method.THRESHOLD, 0.4), Duration.ofMinutes(5));

        Judgement judgement = judge(objective, Samples.canary().values(0.3, 0.3, 0.9));

        assertThat(judgement.reason()).contains(Reason.TOO_FEW);
        assertThat(judgement.sentence()).isEqualTo("p95: looked at for 2 min of the window of 5 min");
    }

    @Test
    void tooFewRequestsDecideNothing() {
        Judgement judgement = judge(
                minRequests(errorRate(Method.THRESHOLD, 0.01), 100),
                Samples.canary().counted(0, 0).counted(9, 99));

        assertThat(judgement.reason()).contains(Reason.TOO_FEW);
        assertThat(judgement.sentence()).endsWith("99 requests, needs at least 100");
    }

    @Test
    void aSourceThatIsDownNeitherPassesNorFails() {
        Samples samples = Samples.canary().values(0.3, 0.3, 0.3).error("prometheus does not answer");

        Judgement judgement = judge(p95(Method.THRESHOLD, 0.4), samples);

        assertThat(judgement.reason()).contains(Reason.SOURCE_ERROR);
        assertThat(judgement.sentence()).isEqualTo("p95 has no number now: prometheus does not answer");
        assertThat(judge(p95(Method.THRESHOLD, 0.4), samples.values(0.3)).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void aPassNeedsNumbersInMostLooks() {
        Samples samples = Samples.canary().error("down").error("down").values(0.3);

        assertThat(judge(p95(Method.THRESHOLD, 0.4), samples).sentence())
                .isEqualTo("p95 cannot be told: 2 of 3 looks gave no number, last: down");
        assertThat(judge(p95(Method.THRESHOLD, 0.4), samples.values(0.3)).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void policiesSayWhatALookWithoutANumberCountsAs() {
        Objective objective = p95(Method.THRESHOLD, 0.4);
        Samples nothing = Samples.canary().nothing("no series");

        assertThat(judge(objective, nothing).reason()).contains(Reason.NO_DATA);
        assertThat(judge(policies(objective, Policy.FAIL, Policy.PASS), nothing).verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(judge(policies(objective, Policy.PASS, Policy.FAIL), nothing).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoNumberIsNoData(double value) {
        Judgement judgement = judge(p95(Method.THRESHOLD, 0.4), Samples.canary().values(value));

        assertThat(judgement.reason()).contains(Reason.NO_DATA);
        assertThat(judgement.sentence()).contains("the source said " + Words.number(value));
    }

    @Test
    void aCounterThatIsNoNumberIsNamed() {
        Samples samples = Samples.canary()
                .raw("canary", Map.of("bad", Map.of("pod=a", Double.NaN), "total", Map.of("pod=a", 1.0)));

        assertThat(judge(errorRate(Method.THRESHOLD, 0.1), samples).sentence())
                .contains("the source said NaN for bad of pod=a");
    }

    @Test
    void aClockThatGoesBackIsNoData() {
        Sample first = Samples.canary().values(0.3).list().get(0);
        Sample earlier =
                new Sample("", "canary", first.time() - 30, first.value(), Map.of(), first.problem(), "", Map.of());

        Judgement judgement = ObjectiveJudge.judge(p95(Method.THRESHOLD, 0.4), List.of(first, earlier));

        assertThat(judgement.reason()).contains(Reason.NO_DATA);
        assertThat(judgement.sentence()).contains("the clock of the source went back by 30 s");
    }

    @Test
    void nothingSeenIsInconclusive() {
        assertThat(judge(p95(Method.THRESHOLD, 0.4), Samples.canary()).reason()).contains(Reason.NO_DATA);
    }

    @Test
    void anObjectiveThatCannotBeJudgedNeverPasses() {
        Judgement judgement =
                judge(p95(Method.SEQUENTIAL, 0.4), Samples.canary().values(0.1));

        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.sentence())
                .isEqualTo("objective p95 needs counted requests for a sequential test: use a threshold, or good or bad"
                        + " and total");
    }
}
