package io.jenkins.plugins.rolloutgate.autoscale.vpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecommendationTest {
    private static final JsonNode DEPLOYMENT = json("{'spec': {'template': {'spec': {'containers': [{'name': 'app',"
            + " 'resources': {'requests': {'cpu': '1', 'memory': '1Gi'}}}]}}}}");
    private static final JsonNode VPA = json("{'metadata': {'name': 'web'}, 'status': {'recommendation':"
            + " {'containerRecommendations': [{'containerName': 'app', 'lowerBound': {'cpu': '500m', 'memory': '512Mi'},"
            + " 'target': {'cpu': '850m', 'memory': '768Mi'}, 'upperBound': {'cpu': '2', 'memory': '2Gi'}}]}}}");

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    private static JsonNode checkpoint(String vpa, int samples, String first, String last) {
        return json(
                "{'spec': {'vpaObjectName': '" + vpa + "', 'containerName': 'app'}, 'status': {'totalSamplesCount': "
                        + samples + ", 'firstSampleStart': '" + first + "', 'lastSampleStart': '" + last + "'}}");
    }

    @Test
    void standsBesideWhatTheContainerRequestsNow() {
        Recommendation one = Recommendation.of(VPA, DEPLOYMENT, List.of()).get(0);

        assertThat(one.cpu()).isEqualTo(new Recommendation.Size(1, 0.5, 0.85, 2));
        assertThat(one.samples()).isZero();
        assertThat(one.confidence()).isZero();
    }

    @Test
    void isToldInTheUnitsOfAManifest() {
        Recommendation one = Recommendation.of(VPA, DEPLOYMENT, List.of()).get(0);

        assertThat(one.cpu().text("cpu")).isEqualTo("requests 1000m, target 850m, from 500m to 2000m");
        assertThat(one.memory().text("memory")).isEqualTo("requests 1024Mi, target 768Mi, from 512Mi to 2048Mi");
        assertThat(new Recommendation.Size(0, 0.1, 0.2, 0.3).text("cpu"))
                .isEqualTo("requests nothing, target 200m, from 100m to 300m");
    }

    @Test
    void isNotThereBeforeTheRecommenderHasSaidSomething() {
        assertThat(Recommendation.of(json("{'metadata': {'name': 'web'}}"), DEPLOYMENT, List.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "720, 2026-11-27T00:00:00Z, 2026-11-27T12:00:00Z, 0.5",
        "720, 2026-11-20T00:00:00Z, 2026-11-27T00:00:00Z, 0.5",
        "9999, 2026-11-27T00:00:00Z, 2026-11-27T06:00:00Z, 0.25",
        "9999, never, 2026-11-27T06:00:00Z, 0",
    })
    void isAsConfidentAsTheRecommenderIsByDaysAndSamples(int samples, String first, String last, double confidence) {
        Recommendation one = Recommendation.of(
                        VPA,
                        DEPLOYMENT,
                        List.of(checkpoint("other", 5, first, last), checkpoint("web", samples, first, last)))
                .get(0);

        assertThat(one.samples()).isEqualTo(samples);
        assertThat(one.confidence()).isCloseTo(confidence, within(1e-9));
    }

    @Test
    void savesOfAllPodsWhatIsRequestedTooMuch() {
        Saving saving = Saving.of(Recommendation.of(VPA, DEPLOYMENT, List.of()), 4, new Saving.Prices(0.04, 0.005));

        assertThat(saving.cores()).isCloseTo(0.6, within(1e-9));
        assertThat(saving.gib()).isCloseTo(1, within(1e-9));
        assertThat(saving.money()).isCloseTo((0.6 * 0.04 + 0.005) * 730, within(1e-9));
        assertThat(saving.sentence())
                .isEqualTo(
                        "CPU 0.60 cores less (15 %, wanted 10 to 20 %: reached); memory 1.00 GiB less (25 %, wanted 15"
                                + " to 25 %: reached); 21.17 less a month");
    }

    @Test
    void saysWhenItWouldCostMore() {
        JsonNode small = json(DEPLOYMENT.toString().replace("\"1Gi\"", "\"256Mi\""));

        assertThat(Saving.of(Recommendation.of(VPA, small, List.of()), 1, new Saving.Prices(0, 0))
                        .sentence())
                .endsWith("memory 0.50 GiB more (200 %, wanted 15 to 25 %: not reached)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Auto | 100m/128Mi | 2000m/2Gi | 5 | 'mode must be Off, Initial, Recreate, InPlaceOrRecreate, not ''Auto'''",
                "Off | 100m | 2000m/2Gi | 5        | 'min ''100m'' is not CPU and memory, such as 100m/128Mi'",
                "Off | 100m/128Mi | 50m/2Gi | 5    | max 50m/2Gi must be at least min 100m/128Mi",
                "Off | 100m/128Mi | 2000m/2Gi | 0  | 'samples must be 1 or more, not 0'",
            })
    void refusesNonsenseInOneLine(String mode, String least, String most, int samples, String message) {
        assertThatThrownBy(() -> new VpaSpec("shop", "web", mode, least, most, samples))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
