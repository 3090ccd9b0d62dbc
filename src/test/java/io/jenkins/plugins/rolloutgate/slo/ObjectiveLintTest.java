package io.jenkins.plugins.rolloutgate.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.slo.ObjectiveLint.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveLintTest {
    private static List<Finding> check(String... texts) {
        return ObjectiveLint.check(
                Arrays.stream(texts).map(ObjectiveLintTest::objective).toList());
    }

    private static Objective objective(String text) {
        return new ObjectiveArguments(text).objective(QueryCatalogue.builtIn());
    }

    @Test
    void objectivesThatFitSayNothing() {
        assertThat(check(
                        "error rate < 0.5%",
                        "p95 <= 400 ms",
                        "p99 < 900 ms",
                        "p95 <= 100 ms (cache)",
                        "cache hit rate >= 90%",
                        "availability >= 99.5%",
                        "throughput >= 100/s",
                        "cpu in 10%..70%",
                        "memory < 300Mi per pod",
                        "restarts <= 0",
                        "p50 <= stable + 20%"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            availability > 100%  | can never hold, a share never exceeds 100 %
            error rate < 0%      | can never hold, nothing measured is below 0
            p95 < 0 ms           | can never hold, nothing measured is below 0
            cpu in 70%..20%      | is an empty range: write the smaller end first
            cpu in 20%..20%      | is an empty range
            """)
    void whatCanNeverHoldIsAnError(String text, String message) {
        assertThat(check(text)).singleElement().satisfies(finding -> {
            assertThat(finding.error()).isTrue();
            assertThat(finding.message()).startsWith("'" + text + "' ").contains(message);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            availability >= 100% | fails with the first request that fails
            error rate <= 0%     | fails with the first request that fails
            error rate < 100%    | holds whatever is measured
            cpu < 700%           | allows more than 100 %
            """)
    void whatLooksWrongIsAWarning(String text, String message) {
        assertThat(check(text)).singleElement().satisfies(finding -> {
            assertThat(finding.error()).isFalse();
            assertThat(finding.message()).contains(message);
        });
    }

    @Test
    void anErrorLimitThatTheAvailabilityNeverReachesIsPointedOut() {
        assertThat(check("error rate < 4%", "availability > 99.9%"))
                .containsExactly(new Finding(
                        false,
                        "'error rate < 4%' never decides beside 'availability > 99.9%', both are about the same"
                                + " requests: remove it, or give it a stronger severity"));
        assertThat(check("error rate < 0.1%", "availability > 99.9%")).isEmpty();
    }

    @Test
    void twoGradesOfOneLimitMakeSense() {
        Objective rollback = objective("error rate < 5%");
        Objective ask = new ObjectiveArguments("error rate < 1%")
                .name("error rate, asked")
                .severity("investigate")
                .objective(QueryCatalogue.builtIn());
        Objective only = new ObjectiveArguments("error rate < 0.1%")
                .name("error rate, again")
                .objective(QueryCatalogue.builtIn());

        assertThat(ObjectiveLint.check(List.of(rollback, ask))).isEmpty();
        assertThat(ObjectiveLint.check(List.of(rollback, only)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).startsWith("'error rate < 5%' never decides"));
    }

    @Test
    void aPercentileBelowASlowerOneNeverDecides() {
        assertThat(check("p95 < 900 ms", "p99 < 400 ms"))
                .containsExactly(new Finding(
                        false,
                        "'p95 < 900 ms' never decides beside 'p99 < 400 ms', since a smaller percentile is never slower:"
                                + " lower its limit"));
        assertThat(check("p95 < 900 ms", "p99 < 400 ms (cache)")).isEmpty();
    }

    @Test
    void limitsWithNothingBetweenThemAreAnError() {
        Objective floor =
                new ObjectiveArguments("throughput > 500/s").name("enough").objective(QueryCatalogue.builtIn());

        assertThat(ObjectiveLint.check(List.of(objective("throughput < 100/s"), floor)))
                .containsExactly(new Finding(
                        true,
                        "'throughput < 100/s' and 'throughput > 500/s' can never hold together: correct one of them"));
    }

    @Test
    void namesAreUnique() {
        assertThat(check("cpu < 70%", "cpu < 70%"))
                .containsExactly(new Finding(true, "two objectives are named 'cpu': give one of them another name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"noData", "onError"})
    void passingWithoutAMeasurementIsPointedOut(String policy) {
        Objective objective = ObjectiveArguments.of(Map.of("objective", "cpu < 70%", policy, "pass"))
                .objective(QueryCatalogue.builtIn());

        assertThat(ObjectiveLint.check(List.of(objective)))
                .containsExactly(new Finding(
                        false, "'cpu < 70%' passes when nothing was measured: set noData and onError to inconclusive"));
    }
}
