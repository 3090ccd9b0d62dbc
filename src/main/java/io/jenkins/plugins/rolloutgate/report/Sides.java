package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.strategy.Baseline;
import io.jenkins.plugins.rolloutgate.strategy.CanaryBaseline;
import io.jenkins.plugins.rolloutgate.strategy.CanarySpec;
import java.util.Optional;

/**
 * The old and the new side of a release, whatever its strategy.
 *
 * @param oldDeployment has the traffic at the start
 * @param oldWord what people call it: a colour, or stable
 * @param weighted whether shares are weights of a route; else they are ready endpoints
 */
record Sides(
        String oldDeployment,
        String newDeployment,
        String oldImage,
        String newImage,
        String oldWord,
        String newWord,
        boolean weighted) {

    /** Empty before anything was checked, and for what moves no traffic. */
    static Optional<Sides> of(ReleaseState state) {
        return state.baseline().map(data -> data.path("baseline")).flatMap(found -> read(state, found));
    }

    private static Optional<Sides> read(ReleaseState state, JsonNode found) {
        try {
            return Optional.of(state.strategy().equals(CanarySpec.STRATEGY) ? canary(state, found) : colours(found));
        } catch (RuntimeException e) {
            // A record that somebody else wrote is shown as far as it goes.
            return Optional.empty();
        }
    }

    private static Sides canary(ReleaseState state, JsonNode found) {
        CanaryBaseline baseline = Json.read(found, CanaryBaseline.class);
        JsonNode spec = state.spec();
        return new Sides(
                spec.path("stable").asText(),
                spec.path("canary").asText(),
                baseline.oldImage(),
                baseline.newImage(),
                "stable",
                "canary",
                !spec.path("router").asText("REPLICAS").equals("REPLICAS"));
    }

    private static Sides colours(JsonNode found) {
        Baseline baseline = Json.read(found, Baseline.class);
        return new Sides(
                baseline.active(),
                baseline.idle(),
                baseline.oldImage(),
                baseline.newImage(),
                baseline.colour(baseline.active()),
                baseline.colour(baseline.idle()),
                false);
    }
}
