package io.jenkins.plugins.rolloutgate.autoscale.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HpaArgumentsTest {

    @Test
    void followsTheProcessorWhereNothingIsNamed() {
        HpaSpec spec = new HpaArguments(3, 10, 0, 0, 0, "http_requests", "", "30s", "5m", false).spec("shop", "web");

        assertThat(spec.metrics()).containsExactly(HpaMetric.resource("cpu", 70));
    }

    @Test
    void followsOnlyWhatIsNamed() {
        HpaSpec spec = new HpaArguments(3, 10, 0, 75, 1000, "http_requests", "service/web", "30s", "5m", false)
                .spec("shop", "web");

        assertThat(spec.metrics())
                .containsExactly(HpaMetric.resource("memory", 75), new HpaMetric("http_requests", 1000, "service/web"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 10 | 70 | 0 | ''           | 30s | 5m | min must be 1 or more, not 0",
                "4 | 3 | 70 | 0 | ''            | 30s | 5m | max must be at least min: 3 is less than 4",
                "3 | 10 | 201 | 0 | ''          | 30s | 5m | cpu must be from 1 to 200 per cent of what the pods request, not 201",
                "3 | 10 | -1 | 0 | ''           | 30s | 5m | cpu must be from 1 to 200 per cent of what the pods request, not -1",
                "3 | 10 | 0 | -5 | ''           | 30s | 5m | requests per second must be 1 or more per pod, not -5",
                "3 | 10 | 70 | 0 | 'service/web' | 30s | 5m | requestsOf says of what; say how many with requestsPerSecond",
                "3 | 10 | 0 | 9 | 'pod/web'     | 30s | 5m | pod/web is no object with requests: write service/NAME, ingress/NAME or httproute/NAME",
                "3 | 10 | 0 | 9 | 'service/../x' | 30s | 5m | object of the metric '../x' is not a Kubernetes name",
                "3 | 10 | 70 | 0 | ''           | 5s  | 5m | 'scaleUpWithin must be from 15 s, the time between two looks of the controller, to 1 h, not 5 s'",
                "3 | 10 | 70 | 0 | ''           | 30s | 2h | 'scaleDownWithin must be from 15 s, the time between two looks of the controller, to 1 h, not 2 h'",
                "3 | 10 | 70 | 0 | ''           | soon | 5m | soon is not a duration: write 5m, 90s, 1h30m, or a number of seconds",
            })
    void refusesNonsenseInOneLine(
            int min, int max, int cpu, int requests, String of, String up, String down, String message) {
        HpaArguments arguments = new HpaArguments(min, max, cpu, 0, requests, "http_requests", of, up, down, false);

        assertThatThrownBy(() -> arguments.spec("shop", "web"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message.replaceFirst("^(soon|pod.web)", "'$1'"));
    }

    @ParameterizedTest
    @CsvSource({"30s, 5m, 0, 240", "2m, 10m, 90, 540", "15s, 30s, 0, 0", "1h, 1h, 3570, 3540"})
    void leavesOfTheTimeWhatMeasuringAndLookingDoNotTake(String up, String down, int upWindow, int downWindow) {
        Behavior behavior = new HpaArguments(3, 10, 70, 0, 0, "http_requests", "", up, down, false)
                .spec("shop", "web")
                .behavior();

        assertThat(behavior.upWindow()).isEqualTo(upWindow);
        assertThat(behavior.downWindow()).isEqualTo(downWindow);
    }

    @Test
    void reachesTheUpperLimitInOneStep() {
        var rules = new Behavior(Duration.ofSeconds(30), Duration.ofMinutes(5))
                .json(3, 40)
                .path("scaleUp");

        assertThat(rules.at("/policies/1/type").asText()).isEqualTo("Pods");
        assertThat(rules.at("/policies/1/value").asInt()).isEqualTo(37);
    }

    @Test
    void saysThatTheDefaultWindowCouldNotDo() {
        assertThat(new Behavior(Duration.ofSeconds(30), Duration.ofMinutes(5)).notes())
                .containsExactly(
                        "the stabilization window for scaling down is 240 s: with the default of 300 s it could"
                                + " not be done within 5 min");
        assertThat(new Behavior(Duration.ofSeconds(30), Duration.ofMinutes(10)).notes())
                .isEmpty();
    }
}
