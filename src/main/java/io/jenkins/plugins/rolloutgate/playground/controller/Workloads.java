package io.jenkins.plugins.rolloutgate.playground.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reads what Deployments, ReplicaSets and Pods share. */
final class Workloads {
    private Workloads() {}

    /** The objects that the owner controls. */
    static List<ObjectNode> controlledBy(Store store, ResourceType type, JsonNode owner) {
        return store.list(
                        type,
                        Meta.namespace(owner),
                        object -> Meta.controllerUid(object).equals(Meta.uid(owner)))
                .items();
    }

    static int replicas(JsonNode workload) {
        return Json.integer(workload, "/spec/replicas", 0);
    }

    static int status(JsonNode workload, String field) {
        return workload.path("status").path(field).asInt();
    }

    /** Writes a count as Kubernetes does: zero is left out. */
    static void putCount(ObjectNode status, String field, int count) {
        if (count == 0) {
            status.remove(field);
        } else {
            status.put(field, count);
        }
    }

    static boolean isReady(JsonNode pod) {
        return Conditions.find(pod, "Ready")
                .map(condition -> condition.path("status").asText().equals("True"))
                .orElse(false);
    }

    /** How long until a ready pod counts as available; zero or less when it does. */
    static Duration untilAvailable(JsonNode pod, int minReadySeconds, Instant now) {
        if (minReadySeconds == 0) {
            return Duration.ZERO;
        }
        String since = Conditions.find(pod, "Ready")
                .map(condition -> condition.path("lastTransitionTime").asText())
                .orElseThrow();
        return Duration.between(now, Instant.parse(since).plusSeconds(minReadySeconds));
    }
}
