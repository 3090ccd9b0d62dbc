package io.jenkins.plugins.rolloutgate.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.slo.Severity;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryArgumentsTest {
    private static CanaryArguments shop() {
        return new CanaryArguments()
                .namespace("shop")
                .application("checkout")
                .image("checkout:2")
                .phases("10%:15m, 50%:30m, 100%:15m");
    }

    private static CanaryArguments streamgate() {
        return new CanaryArguments().namespace("shop").application("streamgate").image("streamgate:test-v2");
    }

    private static CanarySpec spec(CanaryArguments arguments) {
        return arguments.spec(QueryCatalogue.builtIn());
    }

    private static String text(CanaryPhase phase) {
        return phase.percent() + "% " + phase.hold().toSeconds() + "s" + (phase.ask() ? " ask" : "")
                + (phase.early() ? " early" : "") + (phase.replicas() > 0 ? " " + phase.replicas() : "");
    }

    @Test
    void namesFollowFromTheApplication() {
        CanarySpec spec = spec(shop());

        assertThat(List.of(spec.stable(), spec.canary(), spec.service()))
                .containsExactly("checkout-stable", "checkout-canary", "checkout-active");
        assertThat(spec.targets().services()).containsExactly("checkout-active");
        assertThat(spec.targets().route()).isEmpty();
    }

    @Test
    void aRouteLooksAtTheServicesBehindIt() {
        CanarySpec spec = spec(shop().router("HTTPRoute"));

        assertThat(spec.targets().services()).containsExactly("checkout-stable", "checkout-canary");
        assertThat(spec.targets().route().orElseThrow()).hasToString("httproute shop/checkout");
    }

    @Test
    void anIntervalIsTheUsualRampAndSecondsAreEnough() {
        CanarySpec spec = spec(streamgate().timeout("300").interval("60"));

        assertThat(spec.phases().stream().map(CanaryArgumentsTest::text))
                .containsExactly("5% 60s", "10% 60s", "25% 60s", "50% 60s", "100% 60s");
        assertThat(spec.timeout()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void theTimeoutBoundsTheRampOnly() {
        assertThatThrownBy(() -> spec(streamgate().timeout("200").interval("60")))
                .hasMessage("timeout of 3 min 20 s is shorter than the holds before 100%, 4 min in all: raise it, or"
                        + " shorten the holds");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    10%:15m, 25%:30m, 50%:30m, 100%:15m | 10% 900s; 25% 1800s; 50% 1800s; 100% 900s
                    10%:1m:ask, 50% : 2m : ask : early  | 10% 60s ask; 50% 120s ask early; 100% 0s
                    25%:1m:3 pods, 100%                 | 25% 60s 3; 100% 0s
                    50%:ask                             | 50% 0s ask; 100% 0s
                    50%:1 pod                           | 50% 0s 1; 100% 0s
                    """)
    void aRampIsWrittenAsText(String text, String phases) {
        assertThat(String.join(
                        "; ",
                        spec(shop().phases(text)).phases().stream()
                                .map(CanaryArgumentsTest::text)
                                .toList()))
                .isEqualTo(phases);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    phases     | 50%:1m, 25%:1m  | shares must rise from phase to phase: 25% comes after 50%
                    phases     | 50%:1m, 50%:1m  | shares must rise from phase to phase: 50% comes after 50%
                    phases     | 150%:1m         | a phase must have a share from 1% to 100%, not 150%
                    phases     | 0%:1m           | a phase must have a share from 1% to 100%, not 0%
                    phases     | half            | 'half' is not a phase: write a share and a hold, such as 10%:15m, with :ask where a person decides
                    phases     | 50%:1m:0 pods   | '50%:1m:0 pods' asks for 0 pods: leave the number out for what the share needs
                    phases     | 10%:soon        | 'soon' is not a duration: write 5m, 90s, 1h30m, or a number of seconds
                    phases     | 10%:31d         | the hold of phase 10% must be at most 30d
                    phases     | 10%:1m:99999999999 pods | replicas of phase 10% must be from 1 to 10000, not 2147483647
                    interval   | 60              | phases and interval exclude each other: interval is for the usual ramp
                    until      | 25%             | until '25%' is no phase of this ramp: choose one of 10%, 50%, 100%
                    router     | istio           | router must be replicas, httpRoute or virtualService, not 'istio'
                    every      | 0               | every must be at least 1 s, the time between two looks
                    tolerance  | 101             | tolerance must be from 0 to 100 percentage points, not 101.0
                    expires    | 0               | a question must be open for longer than 0 s
                    silence    | go              | silence must be rollback or hold, not 'go'
                    image      | a b             | image 'a b' is not an image name
                    """)
    void aWrongValueIsNamed(String argument, String value, String message) {
        UnaryOperator<CanaryArguments> change = arguments -> switch (argument) {
            case "phases" -> arguments.phases(value);
            case "interval" -> arguments.interval(value);
            case "until" -> arguments.until(value);
            case "router" -> arguments.router(value);
            case "every" -> arguments.every(value);
            case "tolerance" -> arguments.tolerance(Double.valueOf(value));
            case "expires" -> arguments.expires(value);
            case "silence" -> arguments.silence(value);
            default -> arguments.image(value);
        };

        assertThatThrownBy(() -> spec(change.apply(shop())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aRampIsNeeded() {
        assertThatThrownBy(() -> spec(streamgate()))
                .hasMessage("phases are missing: write a ramp such as 10%:15m, 50%:30m, 100%:15m, or give interval");
    }

    @Test
    void aShortHoldIsLookedAtMoreThanOnce() {
        assertThat(spec(shop()).every()).isEqualTo(Duration.ofSeconds(15));
        assertThat(spec(shop().phases("10%:20s, 100%:1m")).every()).isEqualTo(Duration.ofSeconds(5));
        assertThat(spec(shop().phases("10%:1s")).every()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    p95 < 1 s        | p95 < 500 ms     | two objectives are named 'p95': give one of them another name
                    error rate < -1% | p95 < 500 ms     | objective 'error rate < -1%': '-1%' is a limit below 0: nothing measured is below 0
                    p95 < 0 ms       | error rate < 1%  | 'p95 < 0 ms' can never hold, nothing measured is below 0: raise the limit
                    p95 < 1e999 ms   | error rate < 1%  | objective p95 has no finite limit: give one
                    """)
    void objectivesThatCannotHoldAreRefused(String one, String other, String message) {
        assertThatThrownBy(() -> spec(shop().objective(one).objective(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void objectivesThatNoPhaseHasTimeForAreRefused() {
        assertThatThrownBy(() -> spec(shop().phases("10%, 50%, 100%").objective("error rate < 1%")))
                .hasMessage("objectives are given, and no phase has a hold to measure them in: write one, such as"
                        + " 10%:15m");
    }

    @Test
    void whatWouldChangeAQueryIsRefused() {
        assertThatThrownBy(() -> spec(shop().application("a\"}) or vector(0)#")
                        .stable("a")
                        .canary("b")
                        .service("c")))
                .hasMessage("application 'a\"}) or vector(0)#' may hold only letters, digits and . _ : / @ -, as"
                        + " queries are filled in with it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"every", "expires"})
    void timesThatNoClockCanAddAreRefused(String argument) {
        String ages = "9000000000000000";

        assertThatThrownBy(() -> spec(argument.equals("every") ? shop().every(ages) : shop().expires(ages)))
                .hasMessage(argument + " must be at most 30d");
    }

    @Test
    void withASourceThereAreCriteriaOfTwoGrades() {
        assertThat(spec(shop().measured(true)).objectives().stream().map(objective -> objective.severity()))
                .containsExactly(Severity.ROLLBACK, Severity.ROLLBACK, Severity.INVESTIGATE, Severity.INVESTIGATE);
        assertThat(spec(shop()).objectives()).isEmpty();
    }

    @Test
    void objectivesThatAreGivenTakeThePlaceOfTheCriteria() {
        assertThat(spec(shop().measured(true).objective("p99 < 900 ms")).objectives())
                .singleElement()
                .satisfies(objective -> assertThat(objective.text()).isEqualTo("p99 < 900 ms"));
    }
}
