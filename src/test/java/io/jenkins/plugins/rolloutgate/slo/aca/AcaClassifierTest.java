package io.jenkins.plugins.rolloutgate.slo.aca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.rolloutgate.slo.aca.AcaPolicy.Thresholds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AcaClassifierTest {
    private static final AcaClassifier JUDGE = new AcaClassifier(AcaPolicy.ofTheJudge());

    private static double[] scaled(double[] values, double unit) {
        return Arrays.stream(values).map(value -> value * unit).toArray();
    }

    private static double[] logNormal(Random random, int size, double median) {
        return random.doubles(size)
                .map(ignored -> median * Math.exp(0.3 * random.nextGaussian()))
                .toArray();
    }

    /** Spinnaker Kayenta's own answer changes for a quarter of such pairs at 1e-4. */
    @Property
    void theUnitDoesNotMatter(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 40) int points,
            @ForAll @IntRange(min = -9, max = 9) int exponent) {
        Random random = new Random(seed);
        double[] control = logNormal(random, points, 1);
        double[] experiment = logNormal(random, points, 1 + random.nextDouble() / 2);
        double unit = Math.pow(10, exponent);

        assertThat(JUDGE.classify(scaled(control, unit), scaled(experiment, unit))
                        .classification())
                .isEqualTo(JUDGE.classify(control, experiment).classification());
    }

    @Property
    void norDoesItWithTiesAndEqualSides(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 6) Integer> control,
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 6) Integer> experiment,
            @ForAll @IntRange(min = -9, max = 9) int exponent) {
        double[] before = control.stream().mapToDouble(value -> value).toArray();
        double[] after = experiment.stream().mapToDouble(value -> value).toArray();
        double unit = Math.pow(10, exponent);

        assertThat(JUDGE.classify(scaled(before, unit), scaled(after, unit)).classification())
                .isEqualTo(JUDGE.classify(before, after).classification());
    }

    @Property
    void theOrderOfPointsDoesNotMatter(@ForAll @LongRange(min = 0) long seed) {
        Random random = new Random(seed);
        double[] control = logNormal(random, 20, 1);
        double[] experiment = logNormal(random, 20, 1.4);
        double[] sorted = experiment.clone();
        Arrays.sort(sorted);

        assertThat(JUDGE.classify(control, sorted).classification())
                .isEqualTo(JUDGE.classify(control, experiment).classification());
    }

    @Property
    void swappingSidesTurnsHighIntoLow(@ForAll long seed) {
        Random random = new Random(seed);
        double[] one = logNormal(random, 15, 1);
        double[] other = logNormal(random, 15, 1.5);
        AcaPolicy p = AcaPolicy.ofTheJudge();
        AcaClassifier byRank = new AcaClassifier(new AcaPolicy(
                p.tolerance(),
                p.confidence(),
                p.direction(),
                p.nanStrategy(),
                false,
                EffectSize.CLES,
                new Thresholds(0.5, 0.5),
                new Thresholds(0.5, 0.5),
                false,
                false));

        Classification there = byRank.classify(one, other).classification();
        Classification back = byRank.classify(other, one).classification();

        assertThat(back)
                .isEqualTo(
                        switch (there) {
                            case HIGH -> Classification.LOW;
                            case LOW -> Classification.HIGH;
                            default -> there;
                        });
    }

    @Property
    void theEstimateLiesWithinTheInterval(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int points) {
        Random random = new Random(seed);
        MannWhitney test = new MannWhitney(logNormal(random, points, 1), logNormal(random, points, 1.2));

        MannWhitney.Interval interval = test.interval(0.98);

        assertThat(test.estimate()).isBetween(interval.low(), interval.high());
    }

    /** The interval is what was promised: a shift of 0 lies within it in at least 95 of 100 draws. */
    @Test
    void theIntervalCoversTheShift() {
        Random random = new Random(11);
        int covered = 0;

        for (int i = 0; i < 2000; i++) {
            MannWhitney.Interval interval =
                    new MannWhitney(logNormal(random, 12, 1), logNormal(random, 15, 1)).interval(0.95);
            covered += interval.low() <= 0 && interval.high() >= 0 ? 1 : 0;
        }

        assertThat(covered / 2000.0).isCloseTo(0.95, within(0.015));
    }

    @Test
    void sidesThatAreConstantAndDifferentNeedNoNoise() {
        double[] ones = {1, 1, 1, 1, 1};
        double[] twos = {2, 2, 2, 2, 2};

        assertThat(JUDGE.classify(ones, twos).classification()).isEqualTo(Classification.HIGH);
        assertThat(JUDGE.classify(twos, ones).classification()).isEqualTo(Classification.LOW);
    }

    @Test
    void missingDataThatIsRequiredFails() {
        AcaPolicy p = AcaPolicy.ofTheJudge();
        AcaClassifier required = new AcaClassifier(new AcaPolicy(
                p.tolerance(),
                p.confidence(),
                p.direction(),
                p.nanStrategy(),
                false,
                p.measure(),
                p.effect(),
                p.critical(),
                false,
                true));

        assertThat(required.classify(new double[] {1, 2}, new double[] {Double.NaN})
                        .classification())
                .isEqualTo(Classification.NODATA_FAIL_METRIC);
    }

    @Test
    void tooManyPointsAreRefused() {
        assertThatThrownBy(() -> JUDGE.classify(
                        new double[] {1, 2}, new Random(1).doubles(4001).toArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("take a coarser step");
    }

    @Test
    void scoresHaveGrades() {
        GroupScores scores = GroupScores.of(
                List.of(
                        new GroupScores.Metric(Classification.PASS, false, List.of("a")),
                        new GroupScores.Metric(Classification.HIGH, false, List.of("a"))),
                Map.of());

        assertThat(scores.groups()).containsEntry("a", 50.0);
        assertThat(scores.grade(50, 20)).isEqualTo(GroupScores.Grade.PASS);
        assertThat(scores.grade(80, 50)).isEqualTo(GroupScores.Grade.MARGINAL);
        assertThat(scores.grade(95, 75)).isEqualTo(GroupScores.Grade.FAIL);
    }
}
