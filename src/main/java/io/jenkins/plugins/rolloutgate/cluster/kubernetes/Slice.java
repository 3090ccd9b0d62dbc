package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.Endpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One EndpointSlice of a Service. */
record Slice(String service, List<Endpoint> endpoints) {
    static Slice of(JsonNode object) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (JsonNode endpoint : object.path("endpoints")) {
            JsonNode target = endpoint.path("targetRef");
            JsonNode conditions = endpoint.path("conditions");
            String address = endpoint.path("addresses").path(0).asText();
            endpoints.add(new Endpoint(
                    target.path("uid").asText(address),
                    target.path("name").asText(address),
                    // "A nil value should be interpreted as true" (discovery.k8s.io/v1).
                    conditions.path("ready").asBoolean(true),
                    conditions.path("terminating").asBoolean()));
        }
        JsonNode labels = object.path("metadata").path("labels");
        return new Slice(labels.path("kubernetes.io/service-name").asText(), List.copyOf(endpoints));
    }

    /** All endpoints once: a pod can be in several slices, by address family or while it moves between them. */
    static List<Endpoint> merge(Collection<Slice> slices) {
        Map<String, Endpoint> merged = new LinkedHashMap<>();
        for (Slice slice : slices) {
            for (Endpoint endpoint : slice.endpoints()) {
                merged.merge(endpoint.podUid(), endpoint, Slice::merge);
            }
        }
        return List.copyOf(merged.values());
    }

    private static Endpoint merge(Endpoint one, Endpoint other) {
        return one.ready() ? one : other;
    }
}
