package io.jenkins.plugins.rolloutgate.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Whether an applied object does its work. What has no state of its own is ready at once; a Deployment of a size of 0 is
 * ready, too.
 *
 * @param failed whether waiting longer is of no use
 * @param sentence what it waits for, or why it has failed; empty when it is ready
 */
public record Readiness(boolean failed, String sentence) {
    private static final Readiness READY = new Readiness(false, "");

    public boolean isReady() {
        return sentence.isEmpty();
    }

    public static Readiness of(JsonNode object) {
        return switch (object.path("kind").asText()) {
            case "Deployment" -> pods(object, "replicas", "updatedReplicas", "availableReplicas");
            case "StatefulSet" -> pods(object, "replicas", "updatedReplicas", "readyReplicas");
            case "DaemonSet" -> daemons(object);
            case "Job" -> job(object);
            case "CustomResourceDefinition" ->
                condition(object, "Established")
                        .filter(known -> known.path("status").asText().equals("True"))
                        .map(known -> READY)
                        .orElse(new Readiness(false, "waits to be established"));
            default -> READY;
        };
    }

    private static Optional<JsonNode> condition(JsonNode object, String type) {
        return StreamSupport.stream(object.at("/status/conditions").spliterator(), false)
                .filter(condition -> condition.path("type").asText().equals(type))
                .findFirst();
    }

    private static boolean isStale(JsonNode object) {
        return object.at("/status/observedGeneration").asLong()
                < object.at("/metadata/generation").asLong();
    }

    private static Readiness pods(JsonNode object, String size, String updated, String ready) {
        int wanted = object.at("/spec/" + size).asInt(1);
        Optional<JsonNode> progressing = condition(object, "Progressing")
                .filter(known -> known.path("reason").asText().equals("ProgressDeadlineExceeded"));
        if (progressing.isPresent() && !isStale(object)) {
            return new Readiness(
                    true,
                    "does not get on: " + progressing.get().path("message").asText());
        }
        int has = Math.min(
                object.at("/status/" + updated).asInt(),
                object.at("/status/" + ready).asInt());
        boolean old = object.at("/status/replicas").asInt()
                > object.at("/status/" + updated).asInt();
        return isStale(object) || has < wanted || old
                ? new Readiness(false, "has " + has + " of " + wanted + " pods")
                : READY;
    }

    private static Readiness daemons(JsonNode object) {
        int wanted = object.at("/status/desiredNumberScheduled").asInt();
        int has = Math.min(
                object.at("/status/numberAvailable").asInt(),
                object.at("/status/updatedNumberScheduled").asInt());
        return isStale(object) || has < wanted ? new Readiness(false, "has " + has + " of " + wanted + " pods") : READY;
    }

    private static Readiness job(JsonNode object) {
        Optional<JsonNode> failed = condition(object, "Failed")
                .filter(known -> known.path("status").asText().equals("True"));
        if (failed.isPresent()) {
            return new Readiness(true, "failed: " + failed.get().path("message").asText());
        }
        return condition(object, "Complete")
                .filter(known -> known.path("status").asText().equals("True"))
                .map(known -> READY)
                .orElse(new Readiness(false, "is not complete"));
    }
}
