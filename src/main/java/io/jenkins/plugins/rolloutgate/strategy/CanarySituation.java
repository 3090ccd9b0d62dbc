package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.Autoscaler;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import io.jenkins.plugins.rolloutgate.cluster.Route;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Everything that a decision of a running canary release is made from. All objects of the baseline are there. */
record CanarySituation(CanarySpec spec, CanaryBaseline baseline, ReleaseState state, Observation seen, Instant now) {

    Deployment stable() {
        return seen.deployment(spec.stable()).orElseThrow();
    }

    Deployment canary() {
        return seen.deployment(spec.canary()).orElseThrow();
    }

    /** The Service in front of both; only with replicas. */
    Service service() {
        return seen.service(spec.service()).orElseThrow();
    }

    /** Only with a router. */
    Route route() {
        return seen.route().orElseThrow();
    }

    boolean byReplicas() {
        return spec.router() == Router.REPLICAS;
    }

    Optional<Autoscaler> autoscaler(Deployment deployment) {
        return seen.autoscalerOf(deployment.name());
    }

    /** The phase that is under way; the number of phases when all are over. */
    int phase() {
        return state.ramp().passed().size();
    }

    /** Pods that the load needs now; who makes stable larger knows that it needs more. */
    int need() {
        int wanted = autoscaler(stable()).map(Autoscaler::desired).orElse(0);
        return Math.max(baseline.replicas(), Math.max(stable().desired(), wanted));
    }

    /** The size that stable has by this release, as far as is known. */
    int sizeOfStable() {
        return CanaryForeignChange.written(state, "Deployment", spec.stable(), "/spec/replicas")
                .map(JsonNode::asInt)
                .orElse(baseline.replicas());
    }

    /** Whether the release may make stable smaller: neither an autoscaler nor somebody else has a hand in its size. */
    boolean mayShrinkStable() {
        return autoscaler(stable()).isEmpty() && stable().desired() == sizeOfStable();
    }

    CanaryShare share(int phase) {
        CanaryPhase asked = spec.phases().get(phase);
        return share(spec, asked, need(), mayShrinkStable());
    }

    static CanaryShare share(CanarySpec spec, CanaryPhase asked, int need, boolean mayShrink) {
        return spec.router() == Router.REPLICAS
                ? CanaryShare.byReplicas(asked.percent(), need, asked.replicas(), mayShrink)
                : CanaryShare.byWeight(asked.percent(), need, asked.replicas());
    }

    List<Pod> newPods() {
        return running(canary(), baseline.newImage());
    }

    List<Pod> running(Deployment deployment, String image) {
        return seen.pods(deployment).stream()
                .filter(pod -> !pod.terminating() && pod.runs(baseline.container(), image))
                .toList();
    }

    /** Pods of stable that run an image and could take the traffic; with a router they must also be behind its Service. */
    int readyStable(String image) {
        int ready = ready(running(stable(), image));
        return byReplicas() ? ready : Math.min(ready, seen.readyEndpoints(spec.stableService(), stable()));
    }

    static int ready(List<Pod> pods) {
        return (int) pods.stream().filter(Pod::ready).count();
    }

    /** The share that the canary is given now, in percent, by selector or weights. */
    double canaryShare() {
        if (!byReplicas()) {
            return route().share(spec.canaryService());
        }
        String narrowed = service().selector().getOrDefault(baseline.label(), "");
        if (!narrowed.isEmpty()) {
            return narrowed.equals(baseline.canaryValue()) ? 100 : 0;
        }
        int all = stable().desired() + canary().desired();
        return all == 0 ? 0 : 100.0 * canary().desired() / all;
    }

    boolean trafficIsOnStableAlone() {
        return canaryShare() == 0;
    }

    /** Whether the canary has been given traffic at some time. */
    boolean moved() {
        boolean shifted = state.written(CanaryChanges.SHIFT).isPresent();
        return byReplicas() ? shifted || state.written(CanaryChanges.CANARY).isPresent() : shifted;
    }

    boolean stableIsNew() {
        return stable().image(baseline.container()).equals(baseline.newImage());
    }

    /** Weights that give stable all the traffic, as it had before. */
    int weightBefore(Route.Backend backend) {
        boolean stable = backend.service().equals(spec.stableService());
        return stable ? Math.max(1, baseline.weights().get(CanaryBaseline.key(backend))) : 0;
    }

    /** When the canary must have its next share; the time in which people were waited for is left out. */
    Instant deadline() {
        return end(state.startedAt(), spec.timeout().plus(state.ramp().waited(now)));
    }

    /** Of the time since {@code since}, how much was observed. */
    Duration observed(Instant since) {
        return state.observed(since, now);
    }

    Instant end(Instant since, Duration hold) {
        return state.observedEnd(since, hold, now);
    }
}
