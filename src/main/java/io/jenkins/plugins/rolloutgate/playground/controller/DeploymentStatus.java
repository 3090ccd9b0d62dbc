package io.jenkins.plugins.rolloutgate.playground.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Computes the status of a Deployment, by the rules of kube-controller-manager's {@code progress.go}. */
final class DeploymentStatus {
    private static final String COMPLETE = "NewReplicaSetAvailable";
    private static final String TIMED_OUT = "ProgressDeadlineExceeded";

    private final ObjectNode deployment;
    private final ReplicaSets sets;
    private final InstantSource clock;
    private final String now;

    DeploymentStatus(ObjectNode deployment, ReplicaSets sets, InstantSource clock) {
        this.deployment = deployment;
        this.sets = sets;
        this.clock = clock;
        this.now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** How long until the rollout counts as stuck; empty when it is complete or already counts as stuck. */
    static Optional<Duration> untilDeadline(JsonNode deployment, InstantSource clock) {
        Optional<JsonNode> progressing = Conditions.find(deployment, "Progressing");
        String reason =
                progressing.map(condition -> condition.path("reason").asText()).orElse(COMPLETE);
        if (reason.equals(COMPLETE) || reason.equals(TIMED_OUT)) {
            return Optional.empty();
        }
        int seconds = Json.integer(deployment, "/spec/progressDeadlineSeconds", 0);
        Instant since =
                Instant.parse(progressing.orElseThrow().path("lastUpdateTime").asText());
        return Optional.of(Duration.between(clock.instant(), since.plusSeconds(seconds)));
    }

    /** Starts the clock of the progress deadline for a new ReplicaSet. */
    static void noteCreated(ObjectNode copy, String set, String now) {
        String message = "Created new replica set \"" + set + "\"";
        Conditions.set(copy, "Progressing", "True", "NewReplicaSetCreated", message, now)
                .put("lastUpdateTime", now);
    }

    void write(ObjectNode copy, boolean paused) {
        List<ObjectNode> all = sets.all();
        int desired = Workloads.replicas(deployment);
        int total = all.stream().mapToInt(Workloads::replicas).sum();
        int available = Rollout.available(all);
        ObjectNode status = Json.child(copy, "status");
        status.put("observedGeneration", Json.integer(deployment, "/metadata/generation", 0));
        Workloads.putCount(status, "replicas", sum(all, "replicas"));
        Workloads.putCount(
                status,
                "updatedReplicas",
                sets.newest().map(set -> Workloads.status(set, "replicas")).orElse(0));
        Workloads.putCount(status, "readyReplicas", sum(all, "readyReplicas"));
        Workloads.putCount(status, "availableReplicas", available);
        Workloads.putCount(status, "unavailableReplicas", Math.max(0, total - available));
        if (available >= desired - Rollout.maxUnavailable(deployment)) {
            set(copy, "Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.");
        } else {
            set(
                    copy,
                    "Available",
                    "False",
                    "MinimumReplicasUnavailable",
                    "Deployment does not have minimum availability.");
        }
        progress(copy, paused);
    }

    private void progress(ObjectNode copy, boolean paused) {
        String reason = Conditions.find(copy, "Progressing")
                .map(condition -> condition.path("reason").asText())
                .orElse("");
        String set = "ReplicaSet \"" + sets.newest().map(Meta::name).orElse("") + "\"";
        if (paused) {
            set(copy, "Progressing", "Unknown", "DeploymentPaused", "Deployment is paused");
            return;
        }
        boolean restOfOldRollout = reason.equals(COMPLETE)
                && Workloads.status(copy, "replicas") == Workloads.status(copy, "updatedReplicas");
        if (restOfOldRollout) {
            return;
        }
        if (isComplete(copy)) {
            set(copy, "Progressing", "True", COMPLETE, set + " has successfully progressed.");
        } else if (List.of("", COMPLETE, "DeploymentPaused").contains(reason) || hasProgressed(copy)) {
            set(copy, "Progressing", "True", "ReplicaSetUpdated", set + " is progressing.")
                    .put("lastUpdateTime", now);
        } else if (untilDeadline(copy, clock).filter(Duration::isNegative).isPresent()) {
            set(copy, "Progressing", "False", TIMED_OUT, set + " has timed out progressing.");
        }
    }

    private boolean isComplete(JsonNode copy) {
        int desired = Workloads.replicas(deployment);
        return Workloads.status(copy, "updatedReplicas") == desired
                && Workloads.status(copy, "replicas") == desired
                && Workloads.status(copy, "availableReplicas") == desired;
    }

    private boolean hasProgressed(JsonNode copy) {
        return grew(copy, "updatedReplicas")
                || grew(copy, "readyReplicas")
                || grew(copy, "availableReplicas")
                || oldReplicas(copy) < oldReplicas(deployment);
    }

    private boolean grew(JsonNode copy, String field) {
        return Workloads.status(copy, field) > Workloads.status(deployment, field);
    }

    private static int oldReplicas(JsonNode deployment) {
        return Workloads.status(deployment, "replicas") - Workloads.status(deployment, "updatedReplicas");
    }

    private ObjectNode set(ObjectNode copy, String type, String status, String reason, String message) {
        boolean same = Conditions.find(copy, type)
                .filter(condition -> condition.path("status").asText().equals(status)
                        && condition.path("reason").asText().equals(reason))
                .isPresent();
        ObjectNode condition = Conditions.set(copy, type, status, reason, message, now);
        if (!same) {
            condition.put("lastUpdateTime", now);
        }
        return condition;
    }

    private static int sum(List<ObjectNode> sets, String field) {
        return sets.stream().mapToInt(set -> Workloads.status(set, field)).sum();
    }
}
