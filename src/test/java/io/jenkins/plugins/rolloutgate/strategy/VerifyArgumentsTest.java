package io.jenkins.plugins.rolloutgate.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.slo.Severity;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyArgumentsTest {
    private static VerifyArguments monday() {
        return new VerifyArguments().application("web").capture("monday");
    }

    private static VerifySpec spec(VerifyArguments arguments) {
        return arguments.spec(QueryCatalogue.builtIn());
    }

    @Test
    void aBaselineHasTheUsualMetricsForAnHour() {
        VerifySpec spec = spec(monday());

        assertThat(spec.objectives().stream().map(Objective::name))
                .containsExactly("error rate", "p95", "throughput", "cpu per pod", "memory per pod");
        assertThat(spec.objectives()).allSatisfy(objective -> {
            assertThat(objective.method()).isEqualTo(Objective.Method.TREND);
            assertThat(objective.severity()).isEqualTo(Severity.ADVISORY);
        });
        assertThat(spec.during()).isEqualTo(Duration.ofHours(1));
        assertThat(spec.idPrefix()).isEqualTo("baseline-monday");
    }

    @ParameterizedTest
    @CsvSource({"24h, 900000", "1h, 37500", "1m, 1000"})
    void aBaselineIsLookedAtOftenEnoughForATrend(String during, long everyMillis) {
        assertThat(spec(monday().during(during)).every()).hasMillis(everyMillis);
    }

    @Test
    void whatIsNamedIsMeasuredInsteadOfTheUsual() {
        VerifySpec spec =
                spec(monday().metric("P99").metric("restarts").objective(Map.of("objective", "error rate < 1%")));

        assertThat(spec.objectives().stream().map(Objective::text))
                .containsExactly("error rate < 1%", "p99", "restarts");
    }

    @Test
    void aBaselineSurvivesItsRecord() {
        VerifySpec spec = spec(monday());

        assertThat(ReleaseSpec.read(VerifySpec.STRATEGY, Json.parse(Json.line(spec))))
                .isEqualTo(spec);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stable    |        |     | name stable is taken by what is measured at the same time
            9to5      |        |     | name '9to5' of a baseline must begin with a letter and hold letters, digits and . _ - only
            a/../../b |        |     | name 'a/../../b' of a baseline must begin with a letter and hold letters, digits and . _ - only
            monday    | latency |    | 'latency' is a histogram: name a percentile of it, such as p95
            monday    |        | 2h  | every must be at most during, so that a baseline has two looks at least
            """)
    void whatCannotBeABaselineIsRefused(String name, String metric, String every, String message) {
        VerifyArguments arguments =
                new VerifyArguments().capture(name).metric(metric).every(every);

        assertThatThrownBy(() -> spec(arguments)).hasMessage(message);
    }

    @Test
    void anUnknownMetricIsRefusedWithTheNamesThereAre() {
        assertThatThrownBy(() -> spec(monday().metric("hunger")))
                .hasMessageStartingWith("unknown indicator 'hunger': known are availability, cache hit rate");
    }
}
