package io.jenkins.plugins.rolloutgate.slo.burn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.slo.Judgement;
import io.jenkins.plugins.rolloutgate.slo.PublishedCases;
import io.jenkins.plugins.rolloutgate.slo.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published numbers are those of Sloth, Pyrra and Google's example, named in burn_rate.json. */
class BurnRateTest {
    private static final JsonNode PUBLISHED = PublishedCases.read("burn_rate.json");
    private static final ErrorBudget THREE_NINES = ErrorBudget.ofObjective(99.9);
    private static final Duration MONTH = Duration.ofDays(30);

    @TestFactory
    Stream<DynamicTest> factorsAreThoseOfSloth() {
        return StreamSupport.stream(PUBLISHED.at("/sloth/cases").spliterator(), false)
                .map(json -> DynamicTest.dynamicTest(json.get("period").asText(), () -> factors(json)));
    }

    private static void factors(JsonNode json) {
        Duration period = duration(json.get("period").asText());
        json.get("windows").forEach(row -> {
            BurnWindow window = BurnWindow.of(
                    period, duration(row.get(2).asText()), row.get(3).asDouble() / 100);

            assertThat(window.shortWindow()).isEqualTo(duration(row.get(1).asText()));
            assertThat(window.factor()).isCloseTo(row.get(4).asDouble(), within(1e-9));
        });
    }

    @Test
    void theWindowsAreThoseOfTheWorkbook() {
        JsonNode rows = PUBLISHED.at("/sloth/cases/0/windows");

        List<BurnWindow> windows = BurnWindow.of(MONTH);

        assertThat(windows).hasSize(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            assertThat(windows.get(i).longWindow())
                    .isEqualTo(duration(rows.get(i).get(2).asText()));
            assertThat(windows.get(i).budget()).isEqualTo(rows.get(i).get(3).asDouble() / 100);
        }
    }

    @Test
    void theBudgetIsWhatTheObjectiveLeaves() {
        assertThat(100 * THREE_NINES.share())
                .isCloseTo(PUBLISHED.at("/sloth/cases/0/errorBudget").asDouble(), within(1e-12));
    }

    @Test
    void aBudgetLastsAsLongAsPyrraSays() {
        Duration period = Duration.ofDays(28);

        PUBLISHED.at("/pyrra/windows").forEach(row -> {
            double factor = row.get(4).asDouble();
            BurnWindow window = new BurnWindow(Duration.ofHours(1), Duration.ofMinutes(5), 0.02, factor);

            assertThat(window.exhausts(period)).isEqualTo(Duration.ofHours(Math.round(28 * 24 / factor)));
        });
    }

    @Test
    void theThresholdsOfGooglesExampleAreFactorsTimesTheBudget() {
        double budget = PUBLISHED.at("/google_example/slo_error_budget").asDouble();
        List<Double> published = StreamSupport.stream(
                        PUBLISHED.at("/google_example/thresholds").spliterator(), false)
                .map(JsonNode::asDouble)
                .toList();

        List<BurnWindow> windows = BurnWindow.of(MONTH);

        for (int i = 0; i < windows.size(); i++) {
            assertThat(windows.get(i).factor() * budget).isCloseTo(published.get(i), within(1e-9));
        }
    }

    private static Duration duration(String text) {
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            case 'd' -> Duration.ofDays(count);
            default -> throw new AssertionError(text);
        };
    }

    @Test
    void bothWindowsMustBurn() {
        BurnWindow hour = BurnWindow.of(MONTH).get(0);
        Requests fast = new Requests(20, 1000);
        Requests slow = new Requests(10, 1000);

        assertThat(hour.burns(THREE_NINES, fast, fast)).isTrue();
        assertThat(hour.burns(THREE_NINES, fast, slow)).isFalse();
        assertThat(hour.burns(THREE_NINES, slow, fast)).isFalse();
    }

    @Test
    void aReleaseDoesNotBeginWhileTheBudgetBurns() {
        Map<Duration, Requests> counts = Map.of(
                Duration.ofHours(6), new Requests(700, 100_000), Duration.ofMinutes(30), new Requests(70, 10_000));

        Judgement judgement = new Admission(THREE_NINES, MONTH).judge(counts, Optional.empty());

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.sentence())
                .isEqualTo(
                        "within 6 h the budget burns 7 times as fast as allowed, and within 30 min 7 times; the limit"
                                + " is 6");
    }

    @Test
    void aReleaseDoesNotBeginWithoutBudget() {
        Judgement judgement =
                new Admission(THREE_NINES, MONTH).judge(Map.of(), Optional.of(new Requests(1100, 1_000_000)));

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.sentence()).isEqualTo("110 % of the budget of 30 days is used");
    }

    @Test
    void withBudgetLeftItBegins() {
        Judgement judgement =
                new Admission(THREE_NINES, MONTH).judge(Map.of(), Optional.of(new Requests(500, 1_000_000)));

        assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
        assertThat(judgement.numbers().get("budget used")).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void withoutNumbersItDoesNot() {
        Admission admission = new Admission(THREE_NINES, MONTH);

        assertThat(admission.judge(Map.of(), Optional.empty()).reason()).contains(Reason.NO_DATA);
        assertThat(admission
                        .judge(Map.of(Duration.ofHours(1), new Requests(0, 10)), Optional.empty())
                        .sentence())
                .isEqualTo("no requests are known for 5 min");
    }

    @Test
    void whatAReleaseUsedIsAShareOfTheMonth() {
        assertThat(new Admission(THREE_NINES, MONTH).used(700, 100_000_000))
                .isEqualTo("this release has used 0.7 % of the budget of 30 days");
    }
}
