package io.jenkins.plugins.rolloutgate.slo;

import static io.jenkins.plugins.rolloutgate.slo.Objectives.baseline;
import static io.jenkins.plugins.rolloutgate.slo.Objectives.errorRate;
import static io.jenkins.plugins.rolloutgate.slo.Objectives.minRequests;
import static io.jenkins.plugins.rolloutgate.slo.Objectives.policies;
import static io.jenkins.plugins.rolloutgate.slo.Objectives.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.slo.Indicator.Kind;
import io.jenkins.plugins.rolloutgate.slo.Objective.Method;
import io.jenkins.plugins.rolloutgate.slo.Objective.Policy;
import io.jenkins.plugins.rolloutgate.slo.sequential.AlphaShare;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SequentialObjectiveTest {
    private static final Objective ERRORS = errorRate(Method.SEQUENTIAL, 0.005);

    private static Samples minutes(int looks, double bad, double total) {
        Samples samples = Samples.canary().counted(0, 0);
        for (int i = 0; i < looks; i++) {
            samples.counted(bad, total);
        }
        return samples;
    }

    private static Judgement judge(Objective objective, Samples samples) {
        return ObjectiveJudge.judge(objective, samples.list());
    }

    @Test
    void tenTimesTheLimitIsRolledBackWithinAFewLooks() {
        Judgement judgement = judge(ERRORS, minutes(4, 10, 200));

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.sentence())
                .isEqualTo(
                        "error rate: 40 of 800 requests count against it (5 %), at most 0.5 % may: shown to be beyond"
                                + " the limit");
        assertThat(judgement.numbers().get("evidence against")).isGreaterThan(100);
    }

    @Test
    void tellsHowFarItIsFromAVerdict() {
        Judgement judgement = judge(ERRORS, minutes(4, 0, 60));

        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.sentence())
                .matches(
                        "error rate: 0 of 240 requests count against it \\(0 %\\), at most 0.5 % may: within the limit,"
                                + " [1-9][0-9]? % of the way to proof that it is kept and 0 % that it is not");
    }

    @Test
    void evidenceAgainstItWaitsForNoWindow() {
        Objective objective = minRequests(window(ERRORS, Duration.ofHours(1)), 1_000_000);

        assertThat(judge(objective, minutes(4, 10, 200)).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void whatWasHealthyBeforeCanStillFail() {
        Samples samples = minutes(10, 0, 1000);

        assertThat(judge(ERRORS, samples).verdict()).isEqualTo(Verdict.PASS);
        for (int i = 0; i < 30; i++) {
            samples.counted(50, 1000);
        }
        assertThat(judge(ERRORS, samples).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aFailureIsNotUndoneByASourceThatGoesDown() {
        assertThat(judge(ERRORS, minutes(4, 10, 200).error("down")).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aHealthyVersionPassesEarlyButNotBeforeItsWindow() {
        Samples samples = minutes(10, 1, 1000);

        assertThat(judge(ERRORS, samples).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(window(ERRORS, Duration.ofMinutes(11)), samples).reason())
                .contains(Reason.TOO_FEW);
        assertThat(judge(minRequests(ERRORS, 10_001), samples).reason()).contains(Reason.TOO_FEW);
    }

    @Test
    void betweenTheTwoItIsUndecided() {
        Judgement judgement = judge(ERRORS, minutes(5, 1, 200));

        assertThat(judgement.reason()).contains(Reason.UNDECIDED);
        assertThat(judgement.sentence()).contains("within the limit, 0 % of the way to proof that it is kept");
        assertThat(judge(ERRORS, minutes(5, 2, 200)).sentence()).contains("not sure yet, 0 % of the way to proof");
    }

    @Test
    void aSourceThatIsDownNeverPasses() {
        assertThat(judge(ERRORS, minutes(10, 0, 1000).error("prometheus does not answer"))
                        .reason())
                .contains(Reason.SOURCE_ERROR);
        assertThat(judge(
                                policies(ERRORS, Policy.FAIL, Policy.FAIL),
                                minutes(10, 0, 1000).error("down"))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void goodRequestsCountAgainstAnUpperLimitOfBadOnesAndTheOtherWayRound() {
        Objective availability =
                Objectives.of("availability", Kind.RATIO, Unit.RATIO, Method.SEQUENTIAL, Comparison.GREATER, 0.995);
        Samples samples = Samples.canary();
        for (int i = 0; i < 5; i++) {
            samples.raw("canary", Map.of("good", Map.of("", 190.0 * i), "total", Map.of("", 200.0 * i)));
        }

        Judgement judgement = judge(availability, samples);

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.numbers()).containsEntry("bad", 40.0);
        assertThat(judgement.numbers().get("limit")).isCloseTo(0.005, Offset.offset(1e-12));
    }

    @Test
    void latencyIsTheShareOfRequestsOverTheLimit() {
        Objective p95 = Objectives.of("p95", Kind.HISTOGRAM, Unit.SECONDS, Method.SEQUENTIAL, Comparison.LESS, 0.5);
        Samples samples = Samples.canary();
        for (int i = 0; i < 10; i++) {
            samples.raw(
                    "canary", Map.of("bucket", Map.of("le=0.5", 700.0 * i, "le=1", 990.0 * i, "le=+Inf", 1000.0 * i)));
        }

        assertThat(judge(p95, samples).sentence())
                .startsWith(
                        "p95: 2700 of 9000 requests took more than 500 ms (30 %), at most 5 % may: shown to be beyond");
    }

    @Test
    void aHistogramThatEndsBelowTheLimitTellsNothing() {
        Objective p95 = Objectives.of("p95", Kind.HISTOGRAM, Unit.SECONDS, Method.SEQUENTIAL, Comparison.LESS, 2);
        Samples samples = Samples.canary();
        for (int i = 0; i < 4; i++) {
            samples.raw("canary", Map.of("bucket", Map.of("le=1", 990.0 * i, "le=+Inf", 1000.0 * i)));
        }

        assertThat(judge(p95, samples).reason()).contains(Reason.NO_DATA);
    }

    @Test
    void besideStableAnIncidentOfBothIsNoFailure() {
        Objective objective = baseline(errorRate(Method.SEQUENTIAL, 0.2), "stable");
        Samples samples = Samples.canary().counted("stable", 0, 0).counted(0, 0);
        for (int i = 0; i < 10; i++) {
            samples.counted("stable", 90, 900).counted(10, 100);
        }

        assertThat(judge(objective, samples).reason()).contains(Reason.UNDECIDED);
        for (int i = 0; i < 30; i++) {
            samples.counted("stable", 9, 900).counted(10, 100);
        }
        assertThat(judge(objective, samples).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judge(objective, samples).sentence())
                .contains(
                        "400 of 4000 requests count against it (10 %), beside 1170 of 36000 of stable (3.25 %), at most"
                                + " 20 % more may");
    }

    @Test
    void withoutStableNothingIsTold() {
        Objective objective = baseline(errorRate(Method.SEQUENTIAL, 0.2), "stable");
        Samples samples = minutes(10, 0, 1000).problem("stable", Reason.SOURCE_ERROR, "down");

        assertThat(judge(objective, samples).reason()).contains(Reason.SOURCE_ERROR);
        assertThat(judge(objective, samples).sentence()).contains("stable: down");
    }

    @Test
    void aCapturedBaselineIsALimitByItsRate() {
        Objective objective = baseline(errorRate(Method.SEQUENTIAL, 0.2), "last week");
        Samples samples = minutes(10, 20, 1000).counted("baseline", 0, 0).counted("baseline", 100, 100_000);

        assertThat(judge(objective, samples).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void alphaOfAReleaseIsSharedByWhatCanFailIt() {
        Objective advisory = new Objective(
                "a",
                "",
                ERRORS.indicator(),
                ERRORS.quantile(),
                Method.SEQUENTIAL,
                ERRORS.comparison(),
                0.1,
                ERRORS.lowerLimit(),
                "",
                Duration.ZERO,
                0,
                0,
                0,
                Policy.INCONCLUSIVE,
                Policy.INCONCLUSIVE,
                Severity.ADVISORY,
                0.01);

        List<Objective> shared =
                AlphaShare.over(List.of(ERRORS, ERRORS, advisory, errorRate(Method.THRESHOLD, 0.1)), 5);

        assertThat(shared).extracting(Objective::alpha).containsExactly(0.001, 0.001, 0.01, 0.01);
    }
}
