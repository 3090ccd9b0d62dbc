package io.jenkins.plugins.rolloutgate.slo.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequentialTestTest {
    private static SequentialTest test(Dispersion dispersion) {
        return new SequentialTest(0.01, 0.05, dispersion);
    }

    @Test
    void theEvidenceOfOneErrorIsTheMeanOfTheLikelihoodRatios() {
        SequentialTest test = test(Dispersion.NONE);

        test.look(1, 1, 0.5);

        // With odds 1 at the limit, odds m mean p = m / (1 + m), and each ratio is 2 p.
        double mean = 0;
        for (double m : new double[] {1.25, 1.5, 2, 3, 5, 10, 20, 50}) {
            mean += 2 * m / (1 + m) / 8;
        }
        assertThat(Math.exp(test.logEvidenceOver())).isCloseTo(mean, within(1e-12));
    }

    /** The e-process is a supermartingale: whatever was seen, the next look does not raise its mean if the limit is kept. */
    @Property
    void underTheLimitTheMeanEvidenceDoesNotGrow(
            @ForAll @IntRange(max = 30) int bad,
            @ForAll @IntRange(min = 30, max = 1000) int total,
            @ForAll @IntRange(min = 1, max = 500) int perMille,
            @ForAll @IntRange(max = 100) int percentOfLimit) {
        double limit = perMille / 1000.0;
        double p = limit * percentOfLimit / 100;

        double before = evidence(bad, total, 0, 0, limit);
        double after = p * evidence(bad, total, 1, 1, limit) + (1 - p) * evidence(bad, total, 0, 1, limit);

        assertThat(after).isLessThanOrEqualTo(before * (1 + 1e-9));
    }

    private static double evidence(int bad, int total, int nextBad, int next, double limit) {
        SequentialTest test = test(Dispersion.NONE);
        test.look(bad, total, limit);
        test.look(nextBad, next, limit);
        return Math.exp(test.logEvidenceOver());
    }

    /** Exact, over all outcomes of one look: with equal rates the canary's errors are hypergeometric given all errors. */
    @Property
    void besideStableTheMeanEvidenceDoesNotGrow(
            @ForAll @IntRange(min = 1, max = 40) int canary,
            @ForAll @IntRange(min = 1, max = 200) int stable,
            @ForAll @IntRange(max = 20) int errors) {
        int x = Math.min(errors, canary + stable);
        double mean = 0;

        for (int k = Math.max(0, x - stable); k <= Math.min(x, canary); k++) {
            SequentialTest test = test(Dispersion.NONE);
            test.look(k, canary, x - k, stable, 1);
            mean += hypergeometric(k, canary, stable, x) * Math.exp(test.logEvidenceOver());
        }

        assertThat(mean).isLessThanOrEqualTo(1 + 1e-9);
    }

    private static double hypergeometric(int k, int canary, int stable, int x) {
        return Math.exp(logChoose(canary, k) + logChoose(stable, x - k) - logChoose(canary + stable, x));
    }

    private static double logChoose(int n, int k) {
        double sum = 0;
        for (int i = 1; i <= k; i++) {
            sum += Math.log(n - k + i) - Math.log(i);
        }
        return sum;
    }

    @Property
    void cuttingLooksFinerChangesNoEvidence(
            @ForAll @IntRange(max = 50) int bad, @ForAll @IntRange(min = 50, max = 100) int total) {
        SequentialTest whole = test(Dispersion.NONE);
        SequentialTest cut = test(Dispersion.NONE);

        whole.look(bad, total, 0.5);
        for (int i = 0; i < total; i++) {
            cut.look(i < bad ? 1 : 0, 1, 0.5);
        }

        assertThat(cut.logEvidenceUnder()).isCloseTo(whole.logEvidenceUnder(), within(1e-9));
    }

    @Test
    void tenTimesTheLimitFails() {
        SequentialTest test = test(Dispersion.NONE);

        for (int i = 0; i < 3; i++) {
            test.look(5, 100, 0.005);
        }

        assertThat(test.isFailed()).isTrue();
        assertThat(test.isPassed()).isFalse();
    }

    @Test
    void aFailureStaysWhateverFollows() {
        SequentialTest test = test(Dispersion.NONE);
        test.look(20, 100, 0.01);

        test.look(0, 1_000_000, 0.01);

        assertThat(test.isFailed()).isTrue();
        assertThat(test.isPassed()).isFalse();
    }

    @Test
    void enoughRequestsWithoutAnErrorPass() {
        SequentialTest test = test(Dispersion.NONE);

        test.look(0, 300, 0.005);
        assertThat(test.isPassed()).isFalse();
        test.look(0, 900, 0.005);
        assertThat(test.isPassed()).isTrue();
    }

    @Test
    void nothingSeenDecidesNothing() {
        SequentialTest test = test(Dispersion.ESTIMATED);

        test.look(0, 0, 0.005);

        assertThat(test.isFailed() || test.isPassed()).isFalse();
        assertThat(test.logEvidenceOver()).isZero();
    }

    @Test
    void errorsThatComeInTensWeighATenth() {
        SequentialTest independent = test(Dispersion.NONE);
        SequentialTest inTens = test(Dispersion.known(10));

        independent.look(100, 10_000, 0.005);
        inTens.look(100, 10_000, 0.005);

        assertThat(independent.isFailed()).isTrue();
        assertThat(inTens.isFailed()).isFalse();
    }

    @Test
    void dispersionIsEstimatedFromHowLooksDiffer() {
        SequentialTest steady = test(Dispersion.ESTIMATED);
        SequentialTest bursts = test(Dispersion.ESTIMATED);

        for (int i = 0; i < 200; i++) {
            steady.look(1, 100, 0.5);
            bursts.look(i % 10 == 0 ? 10 : 0, 100, 0.5);
        }

        assertThat(steady.dispersion()).isEqualTo(1);
        assertThat(bursts.dispersion()).isCloseTo(9.1, within(0.1));
    }

    @Test
    void looksWithoutErrorsTellNoDispersion() {
        SequentialTest test = test(Dispersion.ESTIMATED);

        for (int i = 0; i < 200; i++) {
            test.look(0, 10, 0.005);
        }

        assertThat(test.dispersion()).isEqualTo(10);
        assertThat(test.isPassed()).isFalse();
    }

    @Test
    void besideStableAnIncidentOfBothSidesIsNotTheCanarys() {
        SequentialTest test = test(Dispersion.NONE);

        for (int i = 0; i < 20; i++) {
            int rate = i % 2 == 0 ? 1 : 30;
            test.look(rate, 100, 9.0 * rate, 900, 1.2);
        }

        assertThat(test.isFailed()).isFalse();
    }

    @Test
    void besideStableFiveTimesItsRateFails() {
        SequentialTest test = test(Dispersion.ESTIMATED);

        for (int i = 0; i < 20; i++) {
            test.look(5, 100, 9, 900, 1);
        }

        assertThat(test.isFailed()).isTrue();
    }

    @Test
    void hugeCountsStayFinite() {
        SequentialTest test = test(Dispersion.NONE);

        test.look(1e12, 1e15, 1e-9);

        assertThat(test.logEvidenceOver()).isFinite().isPositive();
        assertThat(SequentialTest.evidence(test.logEvidenceOver())).isEqualTo(SequentialTest.MOST);
        assertThat(test.isPassed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-1, 10, 0.1", "11, 10, 0.1", "1, 10, 0", "1, 10, 1", "NaN, 10, 0.1"})
    void impossibleCountsAreRefused(double bad, double total, double limit) {
        assertThatThrownBy(() -> test(Dispersion.NONE).look(bad, total, limit))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void alphaIsSharedOverTestsAndPhases() {
        assertThat(AlphaShare.of(0.01, 3, 4)).isCloseTo(0.01 / 12, within(1e-15));
        assertThat(AlphaShare.of(0.01, 0, 4)).isEqualTo(0.01);
    }
}
