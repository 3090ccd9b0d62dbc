package io.jenkins.plugins.rolloutgate.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountersTest {
    @Test
    void theFirstLookIsOnlyWhereCountingBegins() {
        CounterDeltas deltas = new CounterDeltas();

        assertThat(deltas.add(Map.of("pod=a", 100.0))).isZero();
        assertThat(deltas.add(Map.of("pod=a", 130.0))).isEqualTo(30);
        assertThat(deltas.total()).isEqualTo(30);
    }

    @Test
    void aRestartedProcessCountsFromZero() {
        CounterDeltas deltas = new CounterDeltas();
        deltas.add(Map.of("pod=a", 100.0));

        assertThat(deltas.add(Map.of("pod=a", 7.0))).isEqualTo(7);
    }

    @Test
    void aNewSeriesBeganAtZero() {
        CounterDeltas deltas = new CounterDeltas();
        deltas.add(Map.of("pod=a", 100.0));

        assertThat(deltas.add(Map.of("pod=a", 101.0, "pod=b", 5.0))).isEqualTo(6);
    }

    @Test
    void aSeriesThatIsMissingForALookAddsOnlyWhatIsNew() {
        CounterDeltas deltas = new CounterDeltas();
        deltas.add(Map.of("pod=a", 100.0, "pod=b", 1000.0));
        deltas.add(Map.of("pod=a", 101.0));

        assertThat(deltas.add(Map.of("pod=a", 102.0, "pod=b", 1003.0))).isEqualTo(4);
    }

    @Property
    void deltasAreNeverNegativeAndAddUp(
            @ForAll @Size(max = 20) List<Map<@IntRange(max = 3) Integer, @DoubleRange(max = 1e6) Double>> looks) {
        CounterDeltas deltas = new CounterDeltas();
        double sum = 0;

        for (Map<Integer, Double> look : looks) {
            Map<String, Double> named = new TreeMap<>();
            look.forEach((pod, value) -> named.put("pod=" + pod, value));
            double added = deltas.add(named);
            assertThat(added).isNotNegative();
            sum += added;
        }

        assertThat(deltas.total()).isEqualTo(sum);
    }

    @Property
    void howeverACounterIsCutByLooksItAddsTheSame(
            @ForAll @Size(min = 2, max = 20) List<@IntRange(max = 1000) Integer> steps) {
        CounterDeltas often = new CounterDeltas();
        CounterDeltas once = new CounterDeltas();
        double counter = 0;

        once.add(Map.of("", 0.0));
        often.add(Map.of("", 0.0));
        for (int step : steps) {
            counter += step;
            often.add(Map.of("", counter));
        }
        once.add(Map.of("", counter));

        assertThat(often.total()).isEqualTo(once.total());
    }

    private static Buckets buckets(double... boundsAndCounts) {
        TreeMap<Double, Double> counts = new TreeMap<>();
        for (int i = 0; i < boundsAndCounts.length; i += 2) {
            counts.put(boundsAndCounts[i], boundsAndCounts[i + 1]);
        }
        return new Buckets(counts);
    }

    private static final Buckets LATENCIES = buckets(0.1, 50, 0.25, 80, 0.5, 95, 1, 99, Double.POSITIVE_INFINITY, 100);

    /** By hand from the rule in the documentation of Prometheus' histogram_quantile. */
    @ParameterizedTest
    @CsvSource({"0.25, 0.05", "0.5, 0.1", "0.65, 0.175", "0.95, 0.5", "0.97, 0.75", "0.995, 1"})
    void aQuantileLiesLinearlyInItsBucket(double q, double expected) {
        assertThat(LATENCIES.quantile(q).getAsDouble()).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 50", "0.25, 20", "0.4, 11", "0.5, 5", "1, 1", "0.05, 75"})
    void requestsOverALimitAreCountedFromTheBuckets(double limit, double expected) {
        assertThat(LATENCIES.over(limit).getAsDouble()).isCloseTo(expected, within(1e-9));
    }

    @Test
    void aboveTheLargestBucketNobodyKnows() {
        assertThat(LATENCIES.over(2)).isEmpty();
        assertThat(buckets(1, 5, Double.POSITIVE_INFINITY, 5).over(2)).hasValue(0);
    }

    @Test
    void nothingHasNoQuantile() {
        assertThat(Buckets.EMPTY.quantile(0.5)).isEmpty();
        assertThat(buckets(1, 0, Double.POSITIVE_INFINITY, 0).quantile(0.5)).isEmpty();
        assertThat(buckets(Double.POSITIVE_INFINITY, 3).quantile(0.5)).isEmpty();
    }

    @Property
    void theShareOverAQuantileIsTheRest(@ForAll @DoubleRange(min = 0.01, max = 0.98) double q) {
        double value = LATENCIES.quantile(q).getAsDouble();

        assertThat(LATENCIES.over(value).getAsDouble()).isCloseTo(100 * (1 - q), within(1e-6));
    }

    @Test
    void bucketsOfAllProcessesAreAddedBetweenLooks() {
        BucketDeltas deltas = new BucketDeltas();
        deltas.add(Map.of("le=1,pod=a", 10.0, "le=+Inf,pod=a", 20.0));

        Buckets added =
                deltas.add(Map.of("le=1,pod=a", 11.0, "le=+Inf,pod=a", 22.0, "le=1,pod=b", 3.0, "le=+Inf,pod=b", 4.0));

        assertThat(added.counts()).containsEntry(1.0, 4.0).containsEntry(Double.POSITIVE_INFINITY, 6.0);
    }
}
