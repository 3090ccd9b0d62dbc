package io.jenkins.plugins.rolloutgate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.slo.sequential.Dispersion;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The promises of docs/decisions-benchmark.md, with fewer canaries. */
class DecisionBenchmarkTest {
    private static final double LIMIT = 0.005;

    @ParameterizedTest
    @CsvSource({"1, 1", "0.95, 10", "1, 10", "0.5, 10"})
    void healthyCanariesAreSeldomRolledBackHoweverOftenTheyAreLookedAt(double part, int cluster) {
        Watch watch = new Watch(2000, 200, 60, LIMIT * part, LIMIT * part, cluster);

        assertThat(watch.by(Watcher.sequential("", LIMIT, Dispersion.ESTIMATED)).rolledBack())
                .isLessThanOrEqualTo(Watcher.ALPHA);
        assertThat(watch.by(Watcher.besideStable("", 1.2)).rolledBack()).isLessThanOrEqualTo(Watcher.ALPHA);
    }

    @Test
    void withoutDispersionErrorsInTensRollBackHealthyCanaries() {
        Watch watch = new Watch(500, 200, 60, 0.95 * LIMIT, LIMIT, 10);

        assertThat(watch.by(Watcher.sequential("", LIMIT, Dispersion.NONE)).rolledBack())
                .isGreaterThan(0.2);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 10", "2, 10"})
    void canariesThatDoNotKeepTheLimitAreSeldomPromotedEarly(double part, int cluster) {
        Watch watch = new Watch(2000, 200, 60, LIMIT * part, LIMIT, cluster);

        assertThat(watch.by(Watcher.promotes("", LIMIT, Dispersion.ESTIMATED)).rolledBack())
                .isLessThanOrEqualTo(Watcher.BETA);
    }

    @ParameterizedTest
    @CsvSource({"0.005, 0.05", "0.001, 0.01", "0.01, 0.02"})
    void badCanariesAreCaughtWithinOneAndAHalfTimesWaldsBound(double limit, double share) {
        DecisionBenchmark.Caught caught = DecisionBenchmark.caught(500, limit, share);

        assertThat(caught.share()).isEqualTo(1);
        assertThat(caught.requests() / caught.bound()).isLessThan(1.5);
    }

    @ParameterizedTest
    @CsvSource({"0.005, 1", "0.05, 10", "0.5, 10"})
    void requestsFailAtTheRateThatIsAskedFor(double share, int cluster) {
        RequestStream stream = new RequestStream(new SplittableRandom(1), share, cluster);
        double failures = 0;

        for (int i = 0; i < 10_000; i++) {
            failures += stream.failures(100);
        }

        assertThat(failures / 1e6).isCloseTo(share, Offset.offset(share / 20));
    }
}
