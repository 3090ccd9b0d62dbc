package io.jenkins.plugins.rolloutgate.strategy;

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
        return idle().rolloutFinished() && idle().desired() >= need() && readyNewPods() >= need();
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
