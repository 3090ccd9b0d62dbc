package io.jenkins.plugins.rolloutgate.slo.aca;

import static io.jenkins.plugins.rolloutgate.slo.PublishedCases.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.slo.Normal;
import io.jenkins.plugins.rolloutgate.slo.PublishedCases;
import io.jenkins.plugins.rolloutgate.slo.aca.AcaPolicy.Thresholds;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The cases of the tests of Spinnaker Kayenta; each file names repository, commit and path. */
class PublishedAcaCasesTest {
    @TestFactory
    Stream<DynamicTest> metricsAreClassifiedAsInClassifierSuite() {
        return PublishedCases.cases("kayenta_classifier.json")
                .map(json -> DynamicTest.dynamicTest(json.get("name").asText(), () -> classify(json)));
    }

    private static void classify(JsonNode json) {
        AcaClassifier classifier = new AcaClassifier(new AcaPolicy(
                json.get("tolerance").asDouble(),
                json.get("confLevel").asDouble(),
                Direction.valueOf(json.get("direction").asText().toUpperCase(Locale.ROOT)),
                NanStrategy.valueOf(json.get("nanStrategy").asText().toUpperCase(Locale.ROOT)),
                false,
                json.get("effectSizeMeasure").asText().equals("cles") ? EffectSize.CLES : EffectSize.MEAN_RATIO,
                thresholds(json.get("effectSizeThresholds_low_high")),
                thresholds(json.get("criticalThresholds_low_high")),
                json.get("isCriticalMetric").asBoolean(),
                json.get("isDataRequired").asBoolean()));
        double[] control = numbers(json.get("control"));
        double[] experiment = numbers(json.get("experiment"));

        AcaResult result = json.get("classifier").asText().equals("mean-inequality")
                ? classifier.classifyByMean(control, experiment)
                : classifier.classify(control, experiment);

        if (!json.get("expected_classification").isNull()) {
            assertThat(result.classification().label())
                    .isEqualTo(json.get("expected_classification").asText());
        }
        if (json.has("expected_critical")) {
            assertThat(result.critical())
                    .isEqualTo(json.get("expected_critical").asBoolean());
        }
        if (json.has("expected_deviation")) {
            assertThat(result.deviation()).isEmpty();
        }
        assertThat(result.reason()).isNotEmpty();
    }

    private static Thresholds thresholds(JsonNode lowAndHigh) {
        return new Thresholds(lowAndHigh.get(0).asDouble(), lowAndHigh.get(1).asDouble());
    }

    /**
     * The expected numbers are those of R's {@code wilcox.test}, whose root finder stops at 1e-4; exact ends lie within that.
     * "Problem Case" is left out: it encodes that tolerance in numbers that all lie within 1e-5.
     */
    @TestFactory
    Stream<DynamicTest> intervalsAndEstimatesAreThoseOfMannWhitneySuite() {
        return PublishedCases.cases("kayenta_mannwhitney_ci.json")
                .filter(json -> json.has("expected_R") && json.get("expected_R").has("rEst"))
                .map(json -> DynamicTest.dynamicTest(json.get("name").asText(), () -> interval(json)));
    }

    private static void interval(JsonNode json) {
        MannWhitney test = new MannWhitney(numbers(json.get("control_y")), numbers(json.get("experiment_x")));
        JsonNode expected = json.get("expected_R");

        MannWhitney.Interval interval =
                test.interval(json.get("confidenceLevel").asDouble());

        JsonNode low = expected.has("rCiLow") ? expected.get("rCiLow") : expected.get("rCil");
        JsonNode high = expected.has("rCiHigh") ? expected.get("rCiHigh") : expected.get("rCiu");
        assertThat(interval.low()).isCloseTo(low.asDouble(), within(1e-4));
        assertThat(interval.high()).isCloseTo(high.asDouble(), within(1e-4));
        assertThat(test.estimate()).isCloseTo(expected.get("rEst").asDouble(), within(1e-4));
        if (expected.has("rMumin")) {
            double lowest = test.z(expected.get("rMumin").asDouble());
            double highest = test.z(expected.get("rMumax").asDouble());
            assertThat(lowest - expected.get("rZqLower").asDouble())
                    .isCloseTo(expected.get("rFlower1").asDouble(), within(1e-6));
            assertThat(highest - expected.get("rZqLower").asDouble())
                    .isCloseTo(expected.get("rFupper1").asDouble(), within(1e-6));
            assertThat(lowest - expected.get("rZqUpper").asDouble())
                    .isCloseTo(expected.get("rFlower2").asDouble(), within(1e-6));
            assertThat(highest - expected.get("rZqUpper").asDouble())
                    .isCloseTo(expected.get("rFupper2").asDouble(), within(1e-6));
        }
    }

    @Test
    void theSmallIntervalOfMannWhitneySuiteIsExact() {
        MannWhitney test = new MannWhitney(new double[] {1, 2, 3, 4}, new double[] {10, 20, 30, 40});

        assertThat(test.interval(0.95)).isEqualTo(new MannWhitney.Interval(6, 39));
        assertThat(test.estimate()).isEqualTo(22.5);
    }

    @Test
    void theStatisticOfMannWhitneySuite() {
        JsonNode json =
                PublishedCases.cases("kayenta_mannwhitney_ci.json").findFirst().orElseThrow();
        MannWhitney test = new MannWhitney(numbers(json.get("control_y")), numbers(json.get("experiment_x")));

        json.get("expected_wilcoxonDiff")
                .forEach(expected -> assertThat(test.z(expected.get("mu").asDouble()))
                        .isCloseTo(expected.get("value").asDouble(), within(1e-5)));
    }

    @Test
    void theNormalQuantileOfMannWhitneySuite() {
        assertThat(Normal.quantile(0.01)).isCloseTo(-2.326348, within(1e-6));
        assertThat(Normal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-14));
        assertThat(Normal.quantile(0.5)).isZero();
        for (double p = 1e-9; p < 1; p += 0.01) {
            assertThat(Normal.probability(Normal.quantile(p))).isCloseTo(p, within(1e-14));
        }
    }

    @TestFactory
    Stream<DynamicTest> outliersAndNansAreThoseOfDetectorSuiteAndTransformSuite() {
        return PublishedCases.cases("kayenta_outliers_nan.json")
                .filter(json -> !json.get("detector").asText().equals("KSigmaDetector"))
                .map(json -> DynamicTest.dynamicTest(json.get("name").asText(), () -> outliers(json)));
    }

    private static void outliers(JsonNode json) {
        double[] input = numbers(json.get("input"));

        if (json.get("detector").isNull()) {
            NanStrategy strategy =
                    json.get("name").asText().startsWith("Remove") ? NanStrategy.REMOVE : NanStrategy.REPLACE;
            assertThat(strategy.apply(input)).isEqualTo(numbers(json.get("expected")));
        } else if (json.get("suite").asText().equals("TransformSuite")) {
            assertThat(new Outliers(json.get("factor").asDouble(), false).remove(input))
                    .isEqualTo(numbers(json.get("expected")));
        } else {
            boolean[] found = new Outliers(json.get("factor").asDouble(), false).find(input);
            assertThat(found).hasSize(json.get("expected").size());
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isEqualTo(json.get("expected").get(i).asBoolean());
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> scoresAreThoseOfScorerSuite() {
        return PublishedCases.cases("kayenta_scorer.json")
                .map(json -> DynamicTest.dynamicTest(json.get("name").asText(), () -> score(json)));
    }

    private static void score(JsonNode json) {
        List<GroupScores.Metric> metrics = StreamSupport.stream(
                        json.get("metrics").spliterator(), false)
                .map(metric -> new GroupScores.Metric(
                        Classification.valueOf(
                                metric.get("classification").asText().toUpperCase(Locale.ROOT)),
                        metric.get("critical").asBoolean(),
                        StreamSupport.stream(metric.get("groups").spliterator(), false)
                                .map(JsonNode::asText)
                                .toList()))
                .toList();
        Map<String, Double> weights = new HashMap<>();
        json.get("groupWeights")
                .properties()
                .forEach(
                        weight -> weights.put(weight.getKey(), weight.getValue().asDouble()));

        assertThat(GroupScores.of(metrics, weights).summary())
                .isEqualTo(json.get("expected_summaryScore").asDouble());
    }

    @TestFactory
    Stream<DynamicTest> statisticsAreThoseOfStatisticSuite() {
        return PublishedCases.cases("kayenta_statistics.json")
                .map(json -> DynamicTest.dynamicTest(
                        json.get("name").asText(),
                        () -> json.get("asserts").forEach(expected -> statistic(json, expected))));
    }

    private static void statistic(JsonNode json, JsonNode expected) {
        String expression = expected.get("expr").asText();
        JsonNode arrays = json.get("arrays");
        if (expression.startsWith("summary[")) {
            double[] values = numbers(arrays.get("metric"));
            assertThat(List.of(
                            Statistics.percentile(values, 0),
                            Statistics.percentile(values, 100),
                            Statistics.mean(values),
                            Math.sqrt(Statistics.variance(values)),
                            (double) values.length))
                    .isEqualTo(StreamSupport.stream(expected.get("expected").spliterator(), false)
                            .map(JsonNode::asDouble)
                            .toList());
            return;
        }
        double actual = value(json.get("name").asText(), expression, arrays);
        if (expected.get("expected").isTextual()) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual)
                    .isCloseTo(
                            expected.get("expected").asDouble(),
                            within(Math.max(1e-9, expected.get("tol").asDouble())));
        }
    }

    private static double value(String name, String expression, JsonNode arrays) {
        if (expression.startsWith("percentile(")) {
            String[] arguments = expression
                    .substring("percentile(".length(), expression.length() - 1)
                    .split(", ", -1);
            return Statistics.percentile(numbers(arrays.get(arguments[0])), Double.parseDouble(arguments[1]));
        }
        if (arrays.has("metric")) {
            double[] values = numbers(arrays.get("metric"));
            return switch (expression) {
                case "result.min" -> Statistics.percentile(values, 0);
                case "result.max" -> Statistics.percentile(values, 100);
                case "result.mean" -> Statistics.mean(values);
                case "result.std" -> Math.sqrt(Statistics.variance(values));
                case "result.count" -> values.length;
                default -> throw new AssertionError(expression);
            };
        }
        double[] control = numbers(arrays.get("controlData"));
        double[] experiment = numbers(arrays.get("experimentData"));
        if (name.contains("Cohen")) {
            return EffectSize.cohensD(control, experiment);
        }
        return (name.contains("CLES") ? EffectSize.CLES : EffectSize.MEAN_RATIO).of(control, experiment);
    }
}
