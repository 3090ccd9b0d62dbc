package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Autoscaler;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Everything that a decision of a running blue-green release is made from. All objects of the baseline are there. */
record Situation(BlueGreenSpec spec, Baseline baseline, ReleaseState state, Observation seen, Instant now) {

    Deployment old() {
        return seen.deployment(baseline.active()).orElseThrow();
    }

    Deployment idle() {
        return seen.deployment(baseline.idle()).orElseThrow();
    }

    Service service() {
        return seen.service(spec.service()).orElseThrow();
    }

    Optional<Autoscaler> autoscaler(Deployment deployment) {
        return seen.autoscalerOf(deployment.name());
    }

    boolean trafficIsNew() {
        return service().selector().equals(baseline.newSelector());
    }

    /** Pods of the new version that are not ending. */
    List<Pod> newPods() {
        return seen.pods(idle()).stream()
                .filter(pod -> !pod.terminating() && pod.runs(baseline.container(), baseline.newImage()))
                .toList();
    }

    int readyNewPods() {
        return (int) newPods().stream().filter(Pod::ready).count();
    }

    int readyOldPods() {
        return (int) seen.pods(old()).stream()
                .filter(pod -> pod.ready() && !pod.terminating())
                .count();
    }

    /** Ready pods that the new colour must have before it may take the traffic: what the active one has been given now. */
    int need() {
        int wanted = autoscaler(old()).map(Autoscaler::desired).orElse(0);
        int load = trafficIsNew() ? 0 : Math.max(old().desired(), wanted);
        return Math.max(baseline.replicas(), load);
    }

    boolean newColourStands() {
        return idle().desired() >= need()
                && readyNewPods() >= need()
                && (idle().rolloutFinished() || podsShowFinishedRollout());
    }

    /**
     * The same that {@link Deployment#rolloutFinished()} reads from the controller's counts, read from the pods
     * themselves: the counts lag behind by a round of the controller, under load by seconds. Only where an image that
     * no pod had before proves that the pods are of today's template, and where ready is as good as available.
     */
    private boolean podsShowFinishedRollout() {
        List<Pod> standing =
                seen.pods(idle()).stream().filter(pod -> !pod.terminating()).toList();
        return !baseline.newImage().equals(baseline.idleImage())
                && isTemplateOurs()
                && idle().manifest().at("/spec/minReadySeconds").asInt() == 0
                && standing.size() == idle().desired()
                && standing.stream()
                        .allMatch(pod -> pod.ready() && pod.runs(baseline.container(), baseline.newImage()));
    }

    /** Whether the idle colour's pod template is the one of the start, but for the image. */
    private boolean isTemplateOurs() {
        JsonNode start = state.baseline()
                .map(data -> data.path("manifests").path("deployment/" + baseline.idle()))
                .orElseThrow()
                .at("/spec/template");
        if (start.isMissingNode()) {
            return false;
        }
        JsonNode expected = start.deepCopy();
        for (JsonNode container : expected.path("spec").path("containers")) {
            if (container.path("name").asText().equals(baseline.container())) {
                ((ObjectNode) container).put("image", baseline.newImage());
            }
        }
        return expected.equals(Masked.of(idle().template()));
    }

    /** When the traffic was last moved to the new colour. */
    Optional<Instant> switchedAt() {
        return state.written(BlueGreenChanges.SWITCH);
    }

    Duration sinceSwitch() {
        return switchedAt().map(at -> state.observed(at, now)).orElse(Duration.ZERO);
    }

    Optional<Instant> afterSwitch(Duration hold) {
        return switchedAt().map(at -> state.observedEnd(at, hold, now));
    }

    String colour(Deployment deployment) {
        return baseline.colour(deployment.name());
    }
}
