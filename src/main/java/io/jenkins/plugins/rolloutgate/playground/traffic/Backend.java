package io.jenkins.plugins.rolloutgate.playground.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import java.util.List;

/**
 * A Service that gets a share of the requests.
 *
 * @param weight its share is this part of the sum of all weights; 0 for nothing
 */
record Backend(String service, int weight) {
    /** The backends of the first rule of an HTTPRoute; the playground knows no others. */
    static List<Backend> ofHttpRoute(JsonNode route) {
        return route.at("/spec/rules/0/backendRefs")
                .valueStream()
                .map(backend -> new Backend(
                        backend.path("name").asText(), backend.path("weight").asInt(1)))
                .toList();
    }

    /** The destinations of the first HTTP route of a VirtualService; one alone needs no weight. */
    static List<Backend> ofVirtualService(JsonNode service) {
        JsonNode destinations = service.at("/spec/http/0/route");
        int unsaid = destinations.size() == 1 ? 1 : 0;
        return destinations
                .valueStream()
                .map(destination -> new Backend(
                        shortName(Json.text(destination, "/destination/host")),
                        destination.path("weight").asInt(unsaid)))
                .toList();
    }

    private static String shortName(String host) {
        return host.split("\\.", 2)[0];
    }
}
