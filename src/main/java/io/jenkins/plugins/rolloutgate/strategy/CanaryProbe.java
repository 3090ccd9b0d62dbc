package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks every pod of the new version once, before it counts on either side. */
final class CanaryProbe {
    static final String GATE = "probe";

    /** A gate that answers by itself does so well within this. */
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private CanaryProbe() {}

    /** What is to do about ready pods that have not been asked, or that answered wrongly; nothing when all have passed. */
    static Optional<Action> of(CanarySituation now, Phase phase, Deployment deployment, List<Pod> pods) {
        if (now.spec().probe().isEmpty()) {
            return Optional.empty();
        }
        Optional<ReleaseState.GateResult> result = now.state().gate(GATE);
        if (result.isPresent() && result.get().verdict() != Verdict.PASS) {
            return Optional.of(CanaryStrategy.fail(now, result.get().sentence()));
        }
        HttpProbe probe = now.spec().probe().get();
        Set<String> passed = now.state().passed(GATE);
        List<Pod> open = pods.stream()
                .filter(pod -> pod.ready() && !passed.contains(pod.uid()))
                .toList();
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(new Action.Evaluate(
                        phase,
                        new Gate.Probe(
                                GATE,
                                open.stream().map(Pod::uid).toList(),
                                open.stream()
                                        .map(pod -> ProbeTargets.pod(pod, deployment, probe.port()))
                                        .toList(),
                                probe),
                        now.now().plus(WITHIN)));
    }
}
