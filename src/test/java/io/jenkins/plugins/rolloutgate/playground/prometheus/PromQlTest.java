package io.jenkins.plugins.rolloutgate.playground.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What queries come to over points that are written by hand, one each second from 0 to 60 s. */
class PromQlTest {
    private static final int SECONDS = 60;

    private final Samples samples = new Samples();

    @BeforeEach
    void fill() {
        for (int second = 0; second <= SECONDS; second++) {
            add(second, "requests", "pod=a,code=200", 10 * second);
            add(second, "requests", "pod=a,code=500", second);
            add(second, "requests", "pod=b,code=200", 5 * second);
            // Started again after 30 s.
            add(second, "restarted", "pod=a", second % 30);
            add(second, "memory", "pod=a", 100);
            add(second, "memory", "pod=b", 300);
            add(second, "duration_bucket", "pod=a,le=0.1", 6 * second);
            add(second, "duration_bucket", "pod=a,le=0.5", 9 * second);
            add(second, "duration_bucket", "pod=a,le=+Inf", 10 * second);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "memory => memory{pod=a} 100, memory{pod=b} 300",
                "memory{pod=\"b\"} => memory{pod=b} 300",
                "memory{pod!=\"b\"} => memory{pod=a} 100",
                "memory{pod=~'a|b',pod!~\"b.*\"} => memory{pod=a} 100",
                "{__name__=\"memory\", pod=\"a\",} => memory{pod=a} 100",
                "memory{missing=\"\"} => memory{pod=a} 100, memory{pod=b} 300",
                "nothing => ''",
                "sum(memory) => {} 400",
                "avg(memory) => {} 200",
                "max(memory) => {} 300",
                "min(memory) => {} 100",
                "count(memory) => {} 2",
                "sum by (pod) (requests) => {pod=a} 660, {pod=b} 300",
                "sum(requests) by (pod) => {pod=a} 660, {pod=b} 300",
                "sum(rate(requests[30s])) => {} 16",
                "rate(requests{code=\"500\"}[30s]) => {code=500,pod=a} 1",
                "increase(requests{code=\"500\"}[30s]) => {code=500,pod=a} 30",
                "irate(requests{pod=\"b\"}[1m]) => {code=200,pod=b} 5",
                "rate(requests[1s]) => ''",
                "sum(rate(requests{code=~\"5..\"}[30s])) / sum(rate(requests[30s])) => {} 0.0625",
                "histogram_quantile(0.5, sum by (le) (rate(duration_bucket[30s]))) => {} 0.08333333333333334",
                "histogram_quantile(0.8, duration_bucket) => {pod=a} 0.3666666666666667",
                "histogram_quantile(0.99, duration_bucket) => {pod=a} 0.5",
                "1 + 2 * 3 - 4 / 2 => scalar 5",
                "(1 + 2) * 3 => scalar 9",
                "-2 * 3 => scalar -6",
                "1 < bool 2 => scalar 1",
                "memory * 2 => {pod=a} 200, {pod=b} 600",
                "1000 - memory => {pod=a} 900, {pod=b} 700",
                "memory > 200 => memory{pod=b} 300",
                "200 > memory => memory{pod=a} 100",
                "memory > bool 200 => {pod=a} 0, {pod=b} 1",
                "memory == 100 => memory{pod=a} 100",
                "sum by (pod) (requests) / memory => {pod=a} 6.6, {pod=b} 1",
                "1 / 0 => scalar +Inf",
                "1e3 => scalar 1000",
            })
    void aQueryComesTo(String query, String expected) {
        assertThat(evaluate(query)).isEqualTo(expected);
    }

    @Test
    void aRestartOfACounterIsNoFall() {
        // 37 within the 39 s between the first point and the last, for 40 s.
        assertThat(evaluate("sum(increase(restarted[40s]))")).isEqualTo("{} 37.94871794871795");
    }

    @Test
    void aRangeSelectorGivesTheRawPointsAfterItsStart() {
        Value value = new Evaluator(samples, 60_000).evaluate(Parser.parse("memory{pod=\"a\"}[3s]"));

        assertThat(((Value.Matrix) value).series())
                .singleElement()
                .satisfies(series -> assertThat(series.points())
                        .containsExactly(new Point(58_000, 100), new Point(59_000, 100), new Point(60_000, 100)));
    }

    @Test
    void aSeriesThatEndedIsGoneAtOnceAndKeepsItsPast() {
        add(61, "memory", "pod=a", Point.STALE);

        Value now = new Evaluator(samples, 61_000).evaluate(Parser.parse("count(memory)"));
        Value before = new Evaluator(samples, 60_500).evaluate(Parser.parse("count(memory)"));

        assertThat(text(now)).isEqualTo("{} 1");
        assertThat(text(before)).isEqualTo("{} 2");
    }

    @Test
    void aSeriesWithoutPointsForFiveMinutesHasNoValue() {
        Value value = new Evaluator(samples, (SECONDS + 300) * 1000L).evaluate(Parser.parse("memory"));

        assertThat(text(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "'' => 1:1: parse error: no expression found in input",
                "sum( => 1:5: parse error: unexpected end of input",
                "memory) => 1:7: parse error: unexpected \")\"",
                "rate(memory) => 1:6: parse error: expected type range vector in call to function \"rate\", got instant"
                        + " vector",
                "sum(memory[5m]) => 1:4: parse error: expected type instant vector in call to function \"sum\", got"
                        + " range vector",
                "memory[5m] + 1 => 1:12: parse error: binary expression must contain only scalar and instant vector"
                        + " types",
                "1 < 2 => 1:3: parse error: comparisons between scalars must use BOOL modifier",
                "{pod=~\".*\"} => 1:1: parse error: vector selector must contain at least one non-empty matcher",
                "memory{pod=~\"(\"} => 1:11: parse error: error parsing regexp: Unclosed group",
                "memory or vector(0) => 1:8: parse error: \"or\" is not supported by the playground",
                "memory offset 5m => 1:8: parse error: \"offset\" is not supported by the playground",
                "topk(1, memory) => 1:1: parse error: function \"topk\" is not supported by the playground",
                "sum without (pod) (memory) => 1:5: parse error: \"without\" is not supported by the playground",
                "rate(memory[5m:1m]) => 1:15: parse error: a subquery is not supported by the playground",
                "memory / on(pod) memory => 1:10: parse error: \"on\" is not supported by the playground",
                "memory # comment => 1:8: parse error: unexpected character: '#'",
            })
    void whatIsNotUnderstoodIsNamedWithItsPlace(String query, String expected) {
        assertThatThrownBy(() -> Parser.parse(query)).isInstanceOfSatisfying(QueryException.class, e -> {
            assertThat(e.getMessage()).isEqualTo("invalid parameter \"query\": " + expected);
            assertThat(e.status()).isEqualTo(400);
        });
    }

    @Test
    void aMatchOfManyToManyIsRefused() {
        assertThatThrownBy(() -> evaluate("{__name__=~\"memory|restarted\"} * memory"))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.status()).isEqualTo(422))
                .hasMessageContaining("duplicate series");
    }

    @Test
    void theTextFormatIsRead() {
        List<Sample> read = Exposition.parse("""
            # TYPE a counter
            a{pod="x",path="say \\"hi\\", {all}"} 3
            b +Inf
            """);

        assertThat(read.stream().map(PromQlTest::text)).containsExactly("a{path=say \"hi\",{all},pod=x} 3", "b +Inf");
    }

    private String evaluate(String query) {
        return text(new Evaluator(samples, SECONDS * 1000L).evaluate(Parser.parse(query)));
    }

    private static String text(Value value) {
        return value instanceof Value.Scalar scalar
                ? "scalar " + Answers.number(scalar.value())
                : ((Value.Vector) value)
                        .samples().stream().map(PromQlTest::text).sorted().collect(Collectors.joining(", "));
    }

    private static String text(Sample sample) {
        TreeMap<String, String> labels = new TreeMap<>(sample.labels().all());
        String name = labels.remove(Labels.NAME);
        String shown = labels.isEmpty() && name != null ? "" : labels.toString().replace(", ", ",");
        return (name == null ? "" : name) + shown + " " + Answers.number(sample.value());
    }

    private void add(int second, String name, String labels, double value) {
        TreeMap<String, String> all = new TreeMap<>();
        all.put(Labels.NAME, name);
        for (String label : labels.split(",", -1)) {
            all.put(label.split("=", 2)[0], label.split("=", 2)[1]);
        }
        samples.append(Labels.of(all), second * 1000L, value);
    }
}
