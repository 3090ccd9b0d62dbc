package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource.Series;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveArguments;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.slo.Reason;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

class MeasuringTest {
    private static final Map<String, String> CANARY =
            Map.of("namespace", "shop", "deployment", "web-canary", "service", "web", "application", "web");

    private final Map<String, List<Series>> answers = new TreeMap<>();

    private static Objective value(String query) {
        return new ObjectiveArguments("delay < 1 s")
                .query("value", query)
                .unit("ms")
                .objective(QueryCatalogue.empty());
    }

    private static Objective errors() {
        return new ObjectiveArguments("errors < 1%")
                .query("bad", "bad")
                .query("total", "all")
                .objective(QueryCatalogue.empty());
    }

    private static Objective latency() {
        return new ObjectiveArguments("p95 < 1 s")
                .query("bucket", "buckets")
                .unit("ms")
                .objective(QueryCatalogue.empty());
    }

    private static Series series(double value, String... labels) {
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        return new Series(all, value, 100);
    }

    private Sample take(Objective objective) {
        return take(objective, query -> answers.getOrDefault(query, List.of()));
    }

    private static Sample take(Objective objective, MetricSource source) {
        return new Measuring(Map.of("prometheus", source), () -> Instant.ofEpochMilli(42_500))
                .take(objective, "canary", CANARY);
    }

    @Test
    void aValueIsInBaseUnitsAndHasTheSourcesTime() {
        answers.put("delay{ns=\"shop\",d=\"web-canary\"}[60s]", List.of(series(250, "pod", "a")));

        Sample sample = take(value("delay{ns=\"{{namespace}}\",d=\"{{ deployment }}\"}[{{window}}]"));

        assertThat(sample.value()).hasValue(0.25);
        assertThat(sample.time()).isEqualTo(100);
        assertThat(sample.side()).isEqualTo("canary");
        assertThat(sample.problem()).isEmpty();
        assertThat(sample.queries()).containsEntry("value", "delay{ns=\"shop\",d=\"web-canary\"}[60s]");
    }

    @Test
    void countersAreKeptBySeries() {
        answers.put("all", List.of(series(10, "pod", "a", "__name__", "x"), series(20, "pod", "b")));

        Sample sample = take(errors());

        assertThat(sample.problem()).isEmpty();
        assertThat(sample.counters()).isEqualTo(Map.of("bad", Map.of(), "total", Map.of("pod=a", 10.0, "pod=b", 20.0)));
    }

    @Test
    void boundsOfBucketsAreInBaseUnits() {
        answers.put("buckets", List.of(series(3, "le", "400", "pod", "a"), series(4, "le", "+Inf", "pod", "a")));

        assertThat(take(latency()).counters().get("bucket"))
                .isEqualTo(Map.of("le=0.4,pod=a", 3.0, "le=+Inf,pod=a", 4.0));
    }

    @Test
    void nothingFoundIsNoData() {
        assertThat(take(value("x"))).satisfies(problem(Reason.NO_DATA, "nothing found, query x"));
        assertThat(take(latency())).satisfies(problem(Reason.NO_DATA, "nothing found, query buckets"));
        answers.put("bad", List.of(series(1)));
        assertThat(take(errors())).satisfies(problem(Reason.NO_DATA, "nothing found, query all"));
    }

    @Test
    void whatIsNoNumberIsNoData() {
        answers.put("x", List.of(series(Double.NaN)));
        answers.put("y", List.of(series(Double.POSITIVE_INFINITY)));
        answers.put("all", List.of(series(Double.NaN, "pod", "a")));

        assertThat(take(value("x"))).satisfies(problem(Reason.NO_DATA, "the answer is NaN"));
        assertThat(take(value("y"))).satisfies(problem(Reason.NO_DATA, "the answer is an infinite number"));
        assertThat(take(errors())).satisfies(problem(Reason.NO_DATA, "the answer is NaN"));
    }

    @Test
    void severalSeriesWhereOneIsNeededAreAnError() {
        answers.put("x", List.of(series(1, "pod", "a"), series(2, "pod", "b"), series(3, "pod", "c")));

        assertThat(take(value("x")))
                .satisfies(problem(
                        Reason.SOURCE_ERROR, "3 series found where one is needed (pod=a and pod=b, ...): aggregate"));
    }

    @Test
    void aHistogramNeedsItsBounds() {
        answers.put("buckets", List.of(series(3, "pod", "a")));

        assertThat(take(latency())).satisfies(problem(Reason.SOURCE_ERROR, "no label le in a histogram"));
    }

    @Test
    void twoSeriesOfOneNameAreAnError() {
        answers.put("all", List.of(series(3, "pod", "a"), series(4, "pod", "a", "__name__", "x")));

        assertThat(take(errors())).satisfies(problem(Reason.SOURCE_ERROR, "two series of one name found (pod=a)"));
    }

    @Test
    void aSourceThatFailsIsAnErrorAtOurTime() {
        Sample said = take(value("x"), query -> {
            throw new MetricException("metric source main: down");
        });
        Sample broke = take(value("x"), query -> {
            throw new IllegalStateException("defect");
        });

        assertThat(said).satisfies(problem(Reason.SOURCE_ERROR, "metric source main: down"));
        assertThat(said.time()).isEqualTo(42.5);
        assertThat(broke).satisfies(problem(Reason.SOURCE_ERROR, "no answer because of"));
    }

    @Test
    void aSourceThatIsNotConfiguredIsNamed() {
        Objective objective = new ObjectiveArguments("x < 1")
                .source("thanos")
                .query("value", "x")
                .objective(QueryCatalogue.empty());

        assertThat(take(objective))
                .satisfies(problem(Reason.SOURCE_ERROR, "no metric source thanos: there are prometheus"));
    }

    @Test
    void aVariableThatThereIsNotIsNamed() {
        assertThat(take(value("x{{pod}}")))
                .satisfies(problem(
                        Reason.SOURCE_ERROR,
                        "the query uses {{pod}}, which is not known here: there are application, deployment"));
    }

    @Test
    void onlyNamesAreFilledIntoQueries() {
        assertThatThrownBy(() -> QueryTemplate.of(Map.of("deployment", "web\"} or vector(0) #")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("may hold only letters");
        assertThat(QueryTemplate.of(Map.of("image", "registry:5000/a@sha256:0f"))
                        .fill("{{image}}"))
                .isEqualTo("registry:5000/a@sha256:0f");
    }

    @Test
    void aWindowIsWrittenAsPrometheusReadsIt() {
        QueryTemplate template = QueryTemplate.of(Map.of());

        assertThat(template.window(Duration.ofMinutes(90)).fill("[{{window}}]")).isEqualTo("[5400s]");
        assertThat(template.window(Duration.ofMillis(1500)).fill("[{{window}}]"))
                .isEqualTo("[1500ms]");
    }

    private static ThrowingConsumer<Sample> problem(Reason reason, String message) {
        return sample -> {
            assertThat(sample.problem()).contains(reason);
            assertThat(sample.message()).contains(message).doesNotContain("\n");
            assertThat(sample.value()).isEmpty();
            assertThat(sample.counters()).isEmpty();
        };
    }
}
