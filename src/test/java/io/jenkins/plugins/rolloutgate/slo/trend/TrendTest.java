package io.jenkins.plugins.rolloutgate.slo.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {
    private static double[] times(int n) {
        return IntStream.range(0, n).mapToDouble(i -> i).toArray();
    }

    @Test
    void theSlopeIsTheMedianOfAllSlopes() {
        Trend trend = Trend.of(times(4), new double[] {0, 1, 5, 3});

        // 1, 2.5, 1, 4, 1, -2
        assertThat(trend.slope()).isEqualTo(1);
        assertThat(trend.level()).isEqualTo(2);
    }

    /** S = 4 of 6 pairs, variance 4 * 3 * 13 / 18, z = 3 / 2.944. */
    @Test
    void theProbabilityIsThatOfMannAndKendall() {
        Trend trend = Trend.of(times(4), new double[] {0, 1, 5, 3});

        assertThat(trend.rising()).isCloseTo(0.1541, within(1e-4));
        assertThat(trend.falling()).isCloseTo(0.9553, within(1e-4));
    }

    @Test
    void oneOutlierDoesNotMoveIt() {
        double[] values = times(50);
        values[25] = 1e6;

        assertThat(Trend.of(times(50), values).slope()).isEqualTo(1);
    }

    @Test
    void whatIsConstantHasNoTrend() {
        double[] same = new double[20];
        Arrays.fill(same, 7);

        assertThat(Trend.of(times(20), same)).isEqualTo(new Trend(0, 7, 1, 1));
    }

    @Test
    void noiseIsSeldomTakenForATrend() {
        Random random = new Random(5);
        int found = 0;

        for (int i = 0; i < 1000; i++) {
            found += Trend.of(times(30), random.doubles(30).toArray()).rising() < 0.05 ? 1 : 0;
        }

        assertThat(found / 1000.0).isCloseTo(0.05, within(0.02));
    }

    @Test
    void manyPointsAreThinned() {
        assertThat(Trend.of(times(100_000), times(100_000)).slope()).isEqualTo(1);
    }
}
