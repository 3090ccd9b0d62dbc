package io.jenkins.plugins.rolloutgate.autoscale.vpa;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.preflight.Amount;
import io.jenkins.plugins.rolloutgate.preflight.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is recommended for one container, in cores and bytes, beside what it requests now.
 *
 * @param samples that the recommender has seen of the container
 * @param confidence 1 after a day with a sample a minute, less before, as the recommender itself widens its bounds by: the
 *     smaller of days and samples per 1440
 * @see <a href="https://github.com/kubernetes/autoscaler/blob/vertical-pod-autoscaler-1.5.1/vertical-pod-autoscaler/pkg/recommender/logic/estimator.go">
 *     getConfidence in the recommender</a>
 */
public record Recommendation(String container, Size cpu, Size memory, int samples, double confidence) {
    private static final double SAMPLES_OF_A_DAY = 24 * 60;

    /** One resource of one pod; a request of 0 is none. */
    public record Size(double request, double lower, double target, double upper) {
        private static Size of(String resource, JsonNode recommended, JsonNode container) {
            return new Size(
                    Amount.of(container.at("/resources/requests/" + resource)),
                    Amount.of(recommended.at("/lowerBound/" + resource)),
                    Amount.of(recommended.at("/target/" + resource)),
                    Amount.of(recommended.at("/upperBound/" + resource)));
        }

        /** {@code requests 500m, target 126m, from 100m to 300m}. */
        public String text(String resource) {
            return "requests " + (request == 0 ? "nothing" : Amount.quantity(resource, request)) + ", target "
                    + Amount.quantity(resource, target) + ", from " + Amount.quantity(resource, lower) + " to "
                    + Amount.quantity(resource, upper);
        }
    }

    /**
     * What an autoscaler recommends now; empty as long as it does not.
     *
     * @param checkpoints of the recommender in the namespace, which alone tell how much it has seen
     */
    public static List<Recommendation> of(JsonNode vpa, JsonNode deployment, List<JsonNode> checkpoints) {
        List<JsonNode> containers = new Workload("", deployment).containers();
        List<Recommendation> all = new ArrayList<>();
        for (JsonNode recommended : vpa.at("/status/recommendation/containerRecommendations")) {
            String name = recommended.path("containerName").asText();
            Optional<JsonNode> container = containers.stream()
                    .filter(one -> one.path("name").asText().equals(name))
                    .findFirst();
            if (container.isPresent()) {
                Optional<JsonNode> seen = checkpoints.stream()
                        .filter(one -> one.at("/spec/containerName").asText().equals(name)
                                && one.at("/spec/vpaObjectName")
                                        .asText()
                                        .equals(vpa.at("/metadata/name").asText()))
                        .map(one -> one.path("status"))
                        .findFirst();
                all.add(new Recommendation(
                        name,
                        Size.of("cpu", recommended, container.get()),
                        Size.of("memory", recommended, container.get()),
                        seen.map(one -> one.path("totalSamplesCount").asInt()).orElse(0),
                        seen.map(Recommendation::confidence).orElse(0.0)));
            }
        }
        return all;
    }

    private static double confidence(JsonNode seen) {
        try {
            Duration span = Duration.between(
                    Instant.parse(seen.path("firstSampleStart").asText()),
                    Instant.parse(seen.path("lastSampleStart").asText()));
            double days = span.toSeconds() / (double) Duration.ofDays(1).toSeconds();
            return Math.max(0, Math.min(days, seen.path("totalSamplesCount").asInt() / SAMPLES_OF_A_DAY));
        } catch (DateTimeParseException e) {
            return 0;
        }
    }
}
