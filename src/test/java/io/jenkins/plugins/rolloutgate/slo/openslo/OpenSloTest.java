package io.jenkins.plugins.rolloutgate.slo.openslo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.slo.Comparison;
import io.jenkins.plugins.rolloutgate.slo.Indicator.Kind;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.Objective.Method;
import io.jenkins.plugins.rolloutgate.slo.openslo.OpenSlo.Judged;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents after the examples of the OpenSLO specification (OpenSLO/OpenSLO, README.md). */
class OpenSloTest {
    private static final String GOOD = """
            apiVersion: openslo/v1
            kind: SLO
            metadata:
              name: foo-slo
              displayName: Foo SLO
            spec:
              service: foo
              indicator:
                metadata:
                  name: foo-error
                spec:
                  ratioMetric:
                    counter: true
                    good:
                      metricSource:
                        metricSourceRef: thanos
                        type: Prometheus
                        spec:
                          query: http_requests_total{code!~"5..",namespace="{{namespace}}"}
                    total:
                      metricSource:
                        metricSourceRef: thanos
                        type: Prometheus
                        spec:
                          query: http_requests_total{namespace="{{namespace}}"}
              timeWindow:
                - duration: 4w
                  isRolling: true
              budgetingMethod: Occurrences
              objectives:
                - displayName: Foo Total Errors
                  target: 0.98
                - displayName: Bar Total Errors
                  targetPercent: 99.99
            """;

    private static OpenSlo read(String yaml) {
        return OpenSlo.read(yaml, "prometheus", Judged.BY_RELEASE);
    }

    @Test
    void goodAndTotalAreAShareThatMustBeReached() {
        OpenSlo file = read(GOOD);

        assertThat(file.objectives())
                .extracting(Objective::name)
                .containsExactly("foo-slo Foo Total Errors", "foo-slo Bar Total Errors");
        Objective first = file.objectives().get(0);
        assertThat(first.text()).isEqualTo("foo-slo Foo Total Errors >= 98%");
        assertThat(first.limit()).isEqualTo(0.98);
        assertThat(first.comparison()).isEqualTo(Comparison.AT_LEAST);
        assertThat(first.method()).isEqualTo(Method.SEQUENTIAL);
        assertThat(first.indicator().source()).isEqualTo("thanos");
        assertThat(first.indicator().kind()).isEqualTo(Kind.RATIO);
        assertThat(first.indicator().queries()).containsOnlyKeys("good", "total");
        assertThat(file.objectives().get(1).limit()).isEqualTo(0.9999);
        assertThat(file.notes())
                .containsExactly("SLO foo-slo: timeWindow is not used: it is judged over the window of the release");
    }

    @Test
    void badAndTotalAreAShareThatMustNotBeExceeded() {
        Objective objective = read(GOOD.replace("good:", "bad:")).objectives().get(0);

        assertThat(objective.limit()).isEqualTo(0.02);
        assertThat(objective.comparison()).isEqualTo(Comparison.AT_MOST);
        assertThat(objective.indicator().queries()).containsOnlyKeys("bad", "total");
    }

    @Test
    void aTimeWindowIsTheLengthOfAnErrorBudget() {
        OpenSlo file = OpenSlo.read(GOOD, "prometheus", Judged.BY_BUDGET);

        assertThat(file.objectives()).allSatisfy(objective -> {
            assertThat(objective.method()).isEqualTo(Method.BURN_RATE);
            assertThat(objective.window()).isEqualTo(Duration.ofDays(28));
        });
        assertThat(file.notes()).isEmpty();
    }

    private static final String THRESHOLD = """
            apiVersion: openslo/v1
            kind: SLI
            metadata:
              name: latency
            spec:
              thresholdMetric:
                metricSource:
                  spec:
                    query: job:p95
            ---
            apiVersion: openslo/v1
            kind: SLO
            metadata:
              name: fast
            spec:
              service: foo
              indicatorRef: latency
              budgetingMethod: Timeslices
              alertPolicies:
                - alertPolicyRef: page
              objectives:
                - op: lte
                  value: 0.4
                  target: 0.95
                  timeSliceWindow: 1m
            """;

    @Test
    void aThresholdMetricIsComparedWithTheValue() {
        OpenSlo file = read(THRESHOLD);

        Objective objective = file.objectives().get(0);
        assertThat(objective.name()).isEqualTo("fast");
        assertThat(objective.method()).isEqualTo(Method.THRESHOLD);
        assertThat(objective.comparison()).isEqualTo(Comparison.AT_MOST);
        assertThat(objective.limit()).isEqualTo(0.4);
        assertThat(objective.indicator().source()).isEqualTo("prometheus");
        assertThat(objective.indicator().queries()).containsEntry("value", "job:p95");
    }

    @Test
    void whatIsNotTakenOverIsSaid() {
        assertThat(read(THRESHOLD).notes())
                .containsExactly(
                        "SLO fast: alertPolicies is not used",
                        "SLO fast: budgetingMethod Timeslices is not supported: it is judged by Occurrences",
                        "SLO fast: objectives.timeSliceWindow is not used",
                        "SLO fast: the target is not used beside a thresholdMetric: every look must meet the value;"
                                + " allow for some with failureLimit");
    }

    @ParameterizedTest
    @CsvSource({"success, AT_LEAST, 0.98", "failure, AT_MOST, 0.02"})
    void aRawRatioIsOneNumber(String type, Comparison comparison, double limit) {
        String yaml = THRESHOLD
                .replace("thresholdMetric:", "ratioMetric:\n    rawType: " + type + "\n    raw:")
                .replace(
                        "    metricSource:\n      spec:\n        query",
                        "      metricSource:\n        spec:\n          query")
                .replace("target: 0.95", "target: 0.98");

        Objective objective = read(yaml).objectives().get(0);

        assertThat(objective.comparison()).isEqualTo(comparison);
        assertThat(objective.limit()).isEqualTo(limit);
        assertThat(objective.indicator().kind()).isEqualTo(Kind.VALUE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openslo/v1      | openslo/v2          | only openslo/v1 is read
            kind: SLO       | kind: Service       | no document is of kind SLO
            name: foo-slo   | title: foo          | SLO without metadata.name
            counter: true   | counter: false      | SLO foo-slo: counter: false is not supported
            total:          | totals:             | SLO foo-slo: ratioMetric needs total
            target: 0.98    | target: 1.0         | SLO foo-slo: the target must be from 0 to below 1
            target: 0.98    | target: many        | SLO foo-slo: the target must be a number
            target: 0.98    | value: 0.98         | SLO foo-slo: an objective needs exactly one of target
            ratioMetric:    | otherMetric:        | SLO foo-slo: the indicator needs exactly one of
            indicator:      | indicatorRef: other | SLO foo-slo: indicatorRef other is not in the file
            kind: SLO       | 'kind: [SLO'        | cannot read the YAML
            kind: SLO       | kind: *alias        | the alias *alias in line 2 is not supported
            """)
    void saysInOneLineWhatIsWrong(String what, String instead, String message) {
        String yaml = GOOD.replaceFirst(what, instead);
        String known = instead.startsWith("indicatorRef")
                ? yaml.replaceFirst("(?s)    metadata:\n      name: foo-error.*?  timeWindow", "  timeWindow")
                : yaml;

        assertThatThrownBy(() -> read(known))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
