package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.Autoscaler;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.DisruptionBudget;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.Labels;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads the objects that a release writes, and those that limit what it may write. */
final class Workloads {
    private Workloads() {}

    static Deployment deployment(JsonNode object) {
        JsonNode spec = object.path("spec");
        JsonNode status = object.path("status");
        return new Deployment(
                Metadatas.of(Kind.DEPLOYMENT, object),
                Labels.of(spec.path("selector").path("matchLabels")),
                spec.path("template"),
                spec.path("replicas").asInt(1),
                new Deployment.Status(
                        object.path("metadata").path("generation").asLong(),
                        status.path("observedGeneration").asLong(),
                        status.path("replicas").asInt(),
                        status.path("updatedReplicas").asInt(),
                        status.path("readyReplicas").asInt(),
                        status.path("availableReplicas").asInt()),
                spec.path("paused").asBoolean(),
                failure(status.path("conditions")),
                Metadatas.manifest(Resource.DEPLOYMENTS, object));
    }

    private static Optional<String> failure(JsonNode conditions) {
        return condition(conditions, "ReplicaFailure", "True").or(() -> condition(conditions, "Progressing", "False"));
    }

    private static Optional<String> condition(JsonNode conditions, String type, String status) {
        return StreamSupport.stream(conditions.spliterator(), false)
                .filter(condition -> condition.path("type").asText().equals(type)
                        && condition.path("status").asText().equals(status))
                .map(condition -> Failures.line(condition
                        .path("message")
                        .asText(condition.path("reason").asText())))
                .findFirst();
    }

    static Service service(JsonNode object) {
        JsonNode spec = object.path("spec");
        return new Service(
                Metadatas.of(Kind.SERVICE, object),
                Labels.of(spec.path("selector")),
                spec.path("clusterIP").asText().equals("None"),
                spec.path("publishNotReadyAddresses").asBoolean(),
                spec.path("sessionAffinity").asText().equals("ClientIP"),
                Metadatas.manifest(Resource.SERVICES, object));
    }

    static Autoscaler autoscaler(JsonNode object) {
        JsonNode spec = object.path("spec");
        JsonNode target = spec.path("scaleTargetRef");
        return new Autoscaler(
                Metadatas.of(Kind.AUTOSCALER, object),
                target.path("kind").asText().equals("Deployment")
                        ? target.path("name").asText()
                        : "",
                spec.path("minReplicas").asInt(1),
                spec.path("maxReplicas").asInt(),
                object.path("status").path("desiredReplicas").asInt(),
                Metadatas.manifest(Resource.AUTOSCALERS, object));
    }

    static DisruptionBudget budget(JsonNode object) {
        return new DisruptionBudget(
                object.path("metadata").path("name").asText(),
                Labels.of(object.path("spec").path("selector").path("matchLabels")));
    }
}
