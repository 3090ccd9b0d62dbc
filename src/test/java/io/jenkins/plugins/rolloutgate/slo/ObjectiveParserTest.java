package io.jenkins.plugins.rolloutgate.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.slo.Indicator.Kind;
import io.jenkins.plugins.rolloutgate.slo.Objective.Method;
import io.jenkins.plugins.rolloutgate.slo.Objective.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectiveParserTest {
    private final ObjectiveParser parser = new ObjectiveParser(QueryCatalogue.builtIn());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            error rate < 0.5%            | error rate     | LESS     | 0.005     | SEQUENTIAL
            p95 <= 400 ms                | p95            | AT_MOST  | 0.4       | SEQUENTIAL
            p99 < 900 ms                 | p99            | LESS     | 0.9       | SEQUENTIAL
            p95 <= 100 ms (cache)        | p95 (cache)    | AT_MOST  | 0.1       | SEQUENTIAL
            P95 (Cache) <= 0.1s          | p95 (cache)    | AT_MOST  | 0.1       | SEQUENTIAL
            cache hit rate >= 90%        | cache hit rate | AT_LEAST | 0.9       | SEQUENTIAL
            availability > 99.9%         | availability   | GREATER  | 0.999     | SEQUENTIAL
            throughput >= 30000/s        | throughput     | AT_LEAST | 30000     | THRESHOLD
            throughput >= 600 req/min    | throughput     | AT_LEAST | 10        | THRESHOLD
            cpu < 70%                    | cpu            | LESS     | 0.7       | THRESHOLD
            cpu < 0.5 per pod            | cpu per pod    | LESS     | 0.5       | THRESHOLD
            cpu per pod < 250m           | cpu per pod    | LESS     | 0.25      | THRESHOLD
            memory < 300Mi per pod       | memory per pod | LESS     | 314572800 | THRESHOLD
            memory per pod ≤ 1 GB        | memory per pod | AT_MOST  | 1e9       | THRESHOLD
            restarts < 1                 | restarts       | LESS     | 1         | THRESHOLD
            Error  Rate<1e-1%            | error rate     | LESS     | 0.001     | SEQUENTIAL
            """)
    void readsTheShortForm(String text, String name, Comparison comparison, double limit, Method method) {
        Objective objective = parser.parse(text);

        assertThat(objective.name()).isEqualTo(name);
        assertThat(objective.text()).isEqualTo(text);
        assertThat(objective.comparison()).isEqualTo(comparison);
        assertThat(objective.limit()).isEqualTo(limit);
        assertThat(objective.method()).isEqualTo(method);
    }

    @Test
    void whatIsNotSaidHolds() {
        Objective objective = parser.parse("error rate < 0.5%");

        assertThat(objective.noData()).isEqualTo(Policy.INCONCLUSIVE);
        assertThat(objective.onError()).isEqualTo(Policy.INCONCLUSIVE);
        assertThat(objective.severity()).isEqualTo(Severity.ROLLBACK);
        assertThat(objective.window()).isEqualTo(Duration.ofMinutes(1));
        assertThat(objective.minRequests()).isEqualTo(1);
        assertThat(objective.failureLimit()).isZero();
        assertThat(objective.consecutiveLimit()).isZero();
        assertThat(objective.alpha()).isEqualTo(0.01);
        assertThat(objective.baseline()).isEmpty();
        assertThat(objective.quantile()).isEmpty();
    }

    @Test
    void aPercentileIsOfTheLatencyHistogram() {
        Objective objective = parser.parse("p99.9 < 2 s");

        assertThat(objective.quantile()).hasValue(0.999);
        assertThat(objective.indicator().kind()).isEqualTo(Kind.HISTOGRAM);
        assertThat(objective.indicator().unit()).isEqualTo(Unit.SECONDS);
    }

    @Test
    void aPercentileWithAQueryOfItsOwnIsOneValue() {
        Indicator recorded = new Indicator("prometheus", Kind.VALUE, Map.of("value", "job:p95"), Unit.SECONDS, 0.001);

        Objective objective = new ObjectiveParser(QueryCatalogue.builtIn().with("P95", recorded)).parse("p95 < 1 s");

        assertThat(objective.indicator()).isEqualTo(recorded);
        assertThat(objective.quantile()).isEmpty();
        assertThat(objective.method()).isEqualTo(Method.THRESHOLD);
    }

    @Test
    void aRangeHasTwoEnds() {
        Objective objective = parser.parse("cpu in 20%..70%");

        assertThat(objective.method()).isEqualTo(Method.RANGE);
        assertThat(objective.lowerLimit()).hasValue(0.2);
        assertThat(objective.limit()).isEqualTo(0.7);
    }

    @ParameterizedTest
    @CsvSource({
        "p95 <= stable + 20%, stable, 0.2",
        "throughput >= monday - 5%, monday, 0.05",
        "availability >= stable, stable, 0",
        "p95 <= before-1.2 + 10% (cache), before-1.2, 0.1"
    })
    void aBaselineMakesItRelative(String text, String baseline, double share) {
        Objective objective = parser.parse(text);

        assertThat(objective.method()).isEqualTo(Method.RELATIVE);
        assertThat(objective.baseline()).isEqualTo(baseline);
        assertThat(objective.limit()).isEqualTo(share);
    }

    @Test
    void errorsOfBothVersionsAreComparedByTheirCounts() {
        assertThat(parser.parse("error rate <= stable + 20%").method()).isEqualTo(Method.SEQUENTIAL);
        assertThat(parser.parse("error rate <= monday + 20%").method()).isEqualTo(Method.RELATIVE);
    }

    @Test
    void aDistanceInBothDirectionsIsARange() {
        Objective objective = parser.parse("p95 within 5% of stable (cache)");

        assertThat(objective.method()).isEqualTo(Method.RELATIVE);
        assertThat(objective.name()).isEqualTo("p95 (cache)");
        assertThat(objective.baseline()).isEqualTo("stable");
        assertThat(objective.limit()).isEqualTo(0.05);
        assertThat(objective.lowerLimit()).hasValue(-0.05);
    }

    @Test
    void aTrendIsAShareOfTheLevel() {
        Objective objective = new ObjectiveArguments("memory per pod < 5%")
                .method("trend")
                .window("24h")
                .objective(QueryCatalogue.builtIn());

        assertThat(objective.method()).isEqualTo(Method.TREND);
        assertThat(objective.limit()).isEqualTo(0.05);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            error rate               | compares nothing: write NAME < LIMIT, such as error rate < 0.5%
            error rate = 5%          | compares nothing
            < 5%                     | says nothing before the comparison
            error rate <             | '' is no number
            error rate < -1%         | a limit below 0
            error rate < 0.5 percent | unknown unit 'percent': use %
            error rate < 0.5         | the limit has no unit: write the limit like 0.5%
            error rate < 5 ms        | the unit does not fit: write the limit like 0.5%
            p95 < 400                | the limit has no unit: write the limit like 400 ms
            memory < 300Mi           | the unit does not fit
            error rate < 150%        | a share never exceeds 100 %
            p0 < 1 s                 | p0 is no percentile
            p100 < 1 s               | p100 is no percentile
            p250 < 1 s               | p250 is no percentile
            latency < 1 s            | is about a histogram: write a percentile of it, such as p95
            eror rate < 1%           | unknown indicator 'eror rate': known are availability, cache hit rate
            p95 < 1 s (checkout)     | unknown indicator 'p95 (checkout)'
            p95 < 1 s ()             | nothing between the parentheses
            p95 <= stable - 20%      | write <= stable + SHARE
            p95 <= stable + 20 ms    | the distance from a baseline is a share
            p95 < 1,000 ms           | unknown unit
            p95 < 1e99999999999 ms   | '1e99999999999 ms' is no number: write one such as
            """)
    void saysInOneLineWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> parser.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("objective '" + text + "': ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Property
    void anyTextIsReadOrRefusedInOneLine(@ForAll String text) {
        try {
            assertThat(parser.parse(text).name()).isNotBlank();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).startsWith("objective");
        }
    }

    @Test
    void theFullFormTakesQueriesAndPolicies() {
        Objective objective = ObjectiveArguments.of(Map.ofEntries(
                        Map.entry("objective", "failed orders < 1%"),
                        Map.entry("name", "orders"),
                        Map.entry("source", "thanos"),
                        Map.entry("bad", "orders_total{state=\"failed\"}"),
                        Map.entry("total", "orders_total"),
                        Map.entry("window", "5m"),
                        Map.entry("noData", "fail"),
                        Map.entry("minRequests", 50),
                        Map.entry("consecutiveLimit", 2),
                        Map.entry("method", "burn-rate"),
                        Map.entry("severity", "Investigate"),
                        Map.entry("alpha", 0.05)))
                .objective(QueryCatalogue.empty());

        assertThat(objective.name()).isEqualTo("orders");
        assertThat(objective.indicator().source()).isEqualTo("thanos");
        assertThat(objective.indicator().kind()).isEqualTo(Kind.RATIO);
        assertThat(objective.window()).isEqualTo(Duration.ofMinutes(5));
        assertThat(objective.noData()).isEqualTo(Policy.FAIL);
        assertThat(objective.minRequests()).isEqualTo(50);
        assertThat(objective.consecutiveLimit()).isEqualTo(2);
        assertThat(objective.failureLimit()).isEqualTo(Integer.MAX_VALUE);
        assertThat(objective.method()).isEqualTo(Method.BURN_RATE);
        assertThat(objective.severity()).isEqualTo(Severity.INVESTIGATE);
        assertThat(objective.alpha()).isEqualTo(0.05);
    }

    @Test
    void theUnitOfAQueryLeadsToBaseUnits() {
        Objective objective = new ObjectiveArguments("queue delay < 3 s")
                .query("value", "queue_delay")
                .unit("ms")
                .objective(QueryCatalogue.empty());

        assertThat(objective.indicator().unit()).isEqualTo(Unit.SECONDS);
        assertThat(objective.indicator().scale()).isEqualTo(0.001);
        assertThat(objective.limit()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            querry           | x          | unknown argument querry: there are objective, alpha, bad
            good             | up         | total is missing
            window           | soon       | window: 'soon' is not a duration
            window           | 0s         | window must be longer than 0 s
            method           | magic      | method must be threshold, range, relative, sequential, aca, burn-rate
            method           | relative   | method relative needs a baseline
            method           | range      | a range is written NAME in LOW..HIGH
            severity         | high       | severity must be rollback, investigate, advisory, not 'high'
            noData           | ignore     | noData must be pass, fail, inconclusive
            minRequests      | -1         | minRequests must be a whole number from 0
            failureLimit     | some       | failureLimit must be a whole number
            alpha            | 0          | alpha must be above 0
            alpha            | 1          | alpha must be above 0 and at most 0.5
            quantile         | 95         | quantile must be written like p95
            """)
    void aWrongArgumentIsNamed(String argument, String value, String message) {
        assertThatThrownBy(() -> ObjectiveArguments.of(Map.of("objective", "error rate < 1%", argument, value))
                        .objective(QueryCatalogue.builtIn()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("objective 'error rate < 1%': ")
                .hasMessageContaining(message);
    }

    @Test
    void everyBuiltInQueryOfAServerNamesOneSideOnly() {
        Set<String> files = Set.of(QueryCatalogue.K6, QueryCatalogue.JUNIT);
        List<String> queries = QueryCatalogue.builtIn().names().stream()
                .map(name -> QueryCatalogue.builtIn().find(name).orElseThrow())
                .filter(indicator -> !files.contains(indicator.source()))
                .flatMap(indicator -> indicator.queries().values().stream())
                .toList();

        assertThat(queries).allMatch(query -> query.contains("{{namespace}}") && query.contains("{{deployment}}"));
    }
}
