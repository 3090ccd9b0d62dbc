package io.jenkins.plugins.rolloutgate.bench;

import com.fasterxml.jackson.databind.JsonNode;

/** What a release needs to know of a pod. */
final class Pods {
    private Pods() {}

    static boolean isReady(JsonNode pod) {
        for (JsonNode condition : pod.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True")
                        && pod.path("metadata").path("deletionTimestamp").isMissingNode();
            }
        }
        return false;
    }

    static String image(JsonNode pod) {
        return pod.path("spec").path("containers").path(0).path("image").asText();
    }
}
