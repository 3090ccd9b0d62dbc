package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Autoscaler;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The way of a blue-green release to the new version, as long as nothing has failed. */
final class BlueGreenForward {
    static final String PROBE = "probe";
    static final String PROBE_ACTIVE = "probe-active";
    static final String SMOKE = "smoke";
    static final String STANDS = "stands";
    private static final String IDLE = "old-side-idle";
    private static final String EXPLAIN = "explain";

    /** EndpointSlices follow a selector within milliseconds to seconds; after this something is wrong. */
    private static final Duration ENDPOINTS_WITHIN = Duration.ofMinutes(1);

    /** A pod may miss a readiness probe; a new colour that is short of pods for longer is not what was approved. */
    private static final Duration MAY_BE_SHORT = Duration.ofSeconds(10);

    /** A gate that answers by itself does so well within this; whoever runs it counts from its start. */
    private static final Duration GATE_WITHIN = Duration.ofMinutes(1);

    private final Situation now;
    private final BlueGreenSpec spec;
    private final ReleaseState state;

    BlueGreenForward(Situation now) {
        this.now = now;
        this.spec = now.spec();
        this.state = now.state();
    }

    Action next() {
        return now.trafficIsNew() ? afterSwitch() : beforeSwitch();
    }

    private Action beforeSwitch() {
        Optional<Action> preparation = prepare();
        if (preparation.isPresent()) {
            return preparation.get();
        }
        Instant deadline =
                state.startedAt().plus(spec.timeout()).plus(state.ramp().waited(now.now()));
        if (!now.newColourStands()) {
            return waitUntilReady(deadline);
        }
        Optional<Action> proof = prove(deadline);
        if (!now.now().isBefore(deadline) && (proof.isEmpty() || proof.get() instanceof Action.Evaluate)) {
            return fail("the new colour was not proved within the timeout of " + Durations.text(spec.timeout()));
        }
        if (proof.isPresent()) {
            return proof.get();
        }
        return Pausing.instead(state, Phase.READY).orElseGet(() -> new Action.Write(Phase.SWITCH, switchOver()));
    }

    private Change switchOver() {
        return BlueGreenChanges.select(
                BlueGreenChanges.SWITCH, now.service(), now.baseline().newSelector());
    }

    private Optional<Action> prepare() {
        Deployment idle = now.idle();
        Optional<Autoscaler> autoscaler = now.autoscaler(idle);
        String image = now.baseline().newImage();
        String container = now.baseline().container();
        int need = now.need();
        boolean imageIsRight = idle.image(container).equals(image);
        Optional<Service> preview = now.seen().service(spec.previewService());
        if (!spec.isRollback()
                && preview.isPresent()
                && !preview.get().selects(idle.podLabels())
                && preview.get().selects(now.old().podLabels())) {
            return write(
                    Phase.PREPARE,
                    BlueGreenChanges.select(BlueGreenChanges.PREVIEW, preview.get(), previewSelector(preview.get())));
        }
        if (autoscaler.isPresent() && autoscaler.get().maxReplicas() < need) {
            return Optional.of(fail("autoscaler " + autoscaler.get().name() + " allows "
                    + autoscaler.get().maxReplicas() + " replicas, the load of now needs " + need
                    + ": raise its maxReplicas"));
        }
        if (autoscaler.isPresent() && autoscaler.get().minReplicas() < need) {
            return write(Phase.PREPARE, BlueGreenChanges.raiseMin(autoscaler.get(), need));
        }
        boolean mayScale = autoscaler.isEmpty() || idle.desired() == 0;
        int replicas = mayScale ? Math.max(need, idle.desired()) : idle.desired();
        if (!imageIsRight || replicas != idle.desired()) {
            return write(
                    Phase.PREPARE, BlueGreenChanges.size(BlueGreenChanges.PREPARE, idle, container, image, replicas));
        }
        return Optional.empty();
    }

    private Map<String, String> previewSelector(Service preview) {
        Map<String, String> selector = new TreeMap<>(preview.selector());
        selector.replaceAll((label, value) -> now.idle().podLabels().getOrDefault(label, value));
        return selector;
    }

    private Action waitUntilReady(Instant deadline) {
        Deployment idle = now.idle();
        Optional<Diagnosis> diagnosis = Diagnosis.of(idle, now.newPods());
        String status = "ready " + now.readyNewPods() + " of " + Math.max(now.need(), idle.desired());
        boolean late = !now.now().isBefore(deadline);
        if (late || diagnosis.filter(Diagnosis::hopeless).isPresent()) {
            return explained(diagnosis, late ? " within " + Durations.text(spec.timeout()) : "", status);
        }
        boolean ordinary = idle.failure().isEmpty() && Diagnosis.isOrdinary(now.newPods());
        boolean provedBySize =
                spec.probe().isEmpty() && !spec.smoke() && state.ramp().pause().isEmpty();
        return new Action.Wait(
                Phase.READY,
                status
                        + (ordinary
                                ? ""
                                : diagnosis.map(d -> ": " + d.sentence()).orElse("")),
                Optional.of(deadline),
                provedBySize ? Optional.of(switchOver()) : Optional.empty());
    }

    /** Fails only after the pod's log has been fetched, so that the reason can quote it. */
    private Action explained(Optional<Diagnosis> diagnosis, String when, String status) {
        String subject = "deployment " + now.idle().name() + " did not get ready" + when + " (" + status + ")";
        if (diagnosis.isEmpty()) {
            return fail(subject);
        }
        Diagnosis found = diagnosis.get();
        Optional<ReleaseState.GateResult> explanation = state.gate(EXPLAIN);
        if (found.pod().isPresent() && explanation.isEmpty()) {
            return new Action.Evaluate(
                    Phase.READY,
                    new Gate.Explain(EXPLAIN, found.pod().get(), found.container(), found.crashed()),
                    now.now().plus(GATE_WITHIN));
        }
        String quote = explanation
                .filter(e -> e.verdict() == Verdict.PASS)
                .map(e -> e.sentence().isEmpty() ? "" : "; " + e.sentence())
                .orElse("");
        return fail(subject + ": " + found.sentence() + quote);
    }

    private Optional<Action> prove(Instant deadline) {
        if (spec.probe().isPresent()) {
            Optional<Action> probing =
                    probe(PROBE, Phase.PROBE, probeSubjects(spec.probe().get()), deadline);
            if (probing.isPresent()) {
                return probing;
            }
        }
        if (!spec.smoke()) {
            return Optional.empty();
        }
        Optional<ReleaseState.GateResult> smoke = state.gate(SMOKE);
        if (smoke.isEmpty()) {
            return Optional.of(new Action.Evaluate(Phase.SMOKE, new Gate.Smoke(SMOKE, Map.of()), deadline));
        }
        return smoke.get().verdict() == Verdict.PASS
                ? Optional.empty()
                : Optional.of(fail("smoke tests: " + smoke.get().sentence()));
    }

    private record Subject(String id, String target) {}

    private List<Subject> probeSubjects(HttpProbe probe) {
        List<Subject> subjects = new ArrayList<>();
        for (Pod pod : now.newPods()) {
            subjects.add(new Subject(pod.uid(), ProbeTargets.pod(pod, now.idle(), probe.port())));
        }
        now.seen()
                .service(spec.previewService())
                .filter(preview -> preview.selects(now.idle().podLabels()))
                .ifPresent(preview -> subjects.add(subject(preview, probe)));
        return subjects;
    }

    private Subject subject(Service service, HttpProbe probe) {
        return new Subject("services/" + service.name(), ProbeTargets.service(service, now.idle(), probe.port()));
    }

    private Optional<Action> probe(String gate, Phase phase, List<Subject> subjects, Instant until) {
        Set<String> passed = state.passed(gate);
        List<Subject> open =
                subjects.stream().filter(s -> !passed.contains(s.id())).toList();
        Optional<ReleaseState.GateResult> result = state.gate(gate);
        if (result.isPresent() && result.get().verdict() != Verdict.PASS) {
            return Optional.of(fail(result.get().sentence()));
        }
        if (open.isEmpty()) {
            return Optional.empty();
        }
        HttpProbe probe = spec.probe().orElseThrow();
        return Optional.of(new Action.Evaluate(
                phase,
                new Gate.Probe(
                        gate,
                        open.stream().map(Subject::id).toList(),
                        open.stream().map(Subject::target).toList(),
                        probe),
                until));
    }

    private Action afterSwitch() {
        int ready = now.seen().readyEndpoints(spec.service(), now.idle());
        int others = now.seen().readyEndpoints(spec.service()) - ready;
        boolean old = state.written(BlueGreenChanges.SCALE_OLD).isPresent();
        if (!old && !endpointsFollowed(ready, others)) {
            return now.sinceSwitch().compareTo(ENDPOINTS_WITHIN) >= 0
                    ? fail("endpoints of service " + spec.service() + " did not follow the switch: " + ready
                            + " of the new colour, " + others + " others")
                    : waiting(Phase.ENDPOINTS, "endpoints " + ready + " new, " + others + " old", ENDPOINTS_WITHIN);
        }
        if (state.gate(STANDS).isEmpty()) {
            return stands(Verdict.PASS, ready + " endpoints of the new colour are ready, none of the old one");
        }
        if (spec.probe().isPresent()) {
            Subject service = subject(now.service(), spec.probe().get());
            Optional<Action> probing = probe(
                    PROBE_ACTIVE, Phase.ENDPOINTS, List.of(service), now.now().plus(GATE_WITHIN));
            if (probing.isPresent()) {
                return probing.get();
            }
        }
        Optional<Action> shortOfPods = watchPods();
        if (shortOfPods.isPresent()) {
            return shortOfPods.get();
        }
        Optional<Autoscaler> shared = now.autoscaler(now.old());
        if (shared.isPresent() && now.autoscaler(now.idle()).isEmpty()) {
            return new Action.Write(
                    Phase.ENDPOINTS,
                    BlueGreenChanges.retarget(
                            BlueGreenChanges.RETARGET, shared.get(), now.idle().name()));
        }
        if (now.sinceSwitch().compareTo(spec.watch()) < 0) {
            return waiting(Phase.WATCH, "watching " + Counts.of(now.readyNewPods(), "pod"), spec.watch());
        }
        Optional<Action> paused = old ? Optional.empty() : Pausing.instead(state, Phase.WATCH);
        return paused.orElseGet(this::endOldColour);
    }

    /** Seen once is enough; later changes of the endpoints are pods that come and go, which {@link #watchPods} judges. */
    private boolean endpointsFollowed(int ready, int others) {
        return state.gate(STANDS).isPresent() || (ready >= enough() && others == 0);
    }

    /** What was approved, unless an autoscaler has found since that the load needs less. */
    private int enough() {
        return Math.min(now.baseline().replicas(), Math.max(1, now.idle().desired()));
    }

    private static Action stands(Verdict verdict, String sentence) {
        return new Action.Note(
                EventKind.GATE,
                Json.object().put("gate", STANDS).put("verdict", verdict.name()).put("sentence", sentence));
    }

    /** The new colour may be short of pods for a moment, not for long. */
    private Optional<Action> watchPods() {
        int ready = now.readyNewPods();
        int need = enough();
        boolean enough = ready >= need;
        ReleaseState.GateResult last = state.gate(STANDS).orElseThrow();
        String sentence = ready + " of " + need + " pods of the new colour are ready";
        if (enough == (last.verdict() == Verdict.PASS)) {
            if (enough) {
                return Optional.empty();
            }
            Duration since = state.observed(last.at(), now.now());
            return Optional.of(
                    since.compareTo(MAY_BE_SHORT) >= 0
                            ? fail(sentence + " for " + Durations.text(since) + " after the switch")
                            : new Action.Wait(
                                    Phase.WATCH,
                                    sentence,
                                    Optional.of(state.observedEnd(last.at(), MAY_BE_SHORT, now.now())),
                                    Optional.empty()));
        }
        return Optional.of(stands(enough ? Verdict.PASS : Verdict.INCONCLUSIVE, sentence));
    }

    private Action endOldColour() {
        Deployment old = now.old();
        Duration stay = spec.drain().compareTo(spec.scaleDownDelay()) > 0 ? spec.drain() : spec.scaleDownDelay();
        if (now.sinceSwitch().compareTo(stay) < 0) {
            return waiting(Phase.DRAIN, "old colour stands by, the way back is one write", stay);
        }
        if (state.drainedAt().isEmpty()) {
            return drained();
        }
        Optional<Change> restore = BlueGreenRollback.restoreMin(now);
        if (restore.isPresent()) {
            return new Action.Write(Phase.SCALE_DOWN, restore.get());
        }
        if (spec.isRollback()) {
            return endBadColourInSteps();
        }
        if (old.desired() > 0) {
            return new Action.Write(Phase.SCALE_DOWN, BlueGreenChanges.scale(BlueGreenChanges.SCALE_OLD, old, 0));
        }
        return ended(Outcome.PROMOTED, now.baseline().newImage() + " has all the traffic");
    }

    private Action drained() {
        if (!spec.idleCounter().isEmpty() && state.gate(IDLE).isEmpty()) {
            List<String> pods = now.seen().pods(now.old()).stream()
                    .filter(pod -> !pod.terminating())
                    .map(pod -> "pods/" + pod.name())
                    .toList();
            return new Action.Evaluate(
                    Phase.DRAIN,
                    new Gate.Idle(IDLE, pods, spec.idleCounter(), Duration.ofSeconds(1)),
                    now.now().plus(GATE_WITHIN));
        }
        Optional<ReleaseState.GateResult> idle = state.gate(IDLE);
        boolean seenIdle =
                idle.filter(result -> result.verdict() == Verdict.PASS).isPresent();
        return new Action.Note(
                EventKind.DRAINED,
                Json.object()
                        .put("how", seenIdle ? "seen idle" : "by time")
                        .put(
                                "detail",
                                idle.map(ReleaseState.GateResult::sentence)
                                        .orElse("no counter of the old pods was given")));
    }

    private Action endBadColourInSteps() {
        Optional<Action> step = GracefulEnd.of(
                now,
                Phase.SCALE_DOWN,
                now.old(),
                BlueGreenChanges.SCALE_OLD,
                0,
                now.old().image(now.baseline().container()));
        return step.orElseGet(
                () -> ended(Outcome.ROLLED_BACK, now.baseline().newImage() + " has all the traffic again"));
    }

    private Action ended(Outcome outcome, String reason) {
        int left = now.seen().pods(now.old()).size();
        Instant asked = state.written(BlueGreenChanges.SCALE_OLD).orElse(now.now());
        boolean stuck = state.observed(asked, now.now()).compareTo(GracefulEnd.PODS_GONE_WITHIN) >= 0;
        if (left > 0 && !stuck) {
            return new Action.Wait(
                    Phase.SCALE_DOWN,
                    Counts.of(left, "old pod") + " ending",
                    Optional.of(state.observedEnd(asked, GracefulEnd.PODS_GONE_WITHIN, now.now())),
                    Optional.empty());
        }
        return new Action.End(outcome, reason + (left > 0 ? "; " + Counts.of(left, "old pod") + " still ending" : ""));
    }

    private Action waiting(Phase phase, String status, Duration hold) {
        return new Action.Wait(phase, status, now.afterSwitch(hold), Optional.empty());
    }

    private Action fail(String reason) {
        return BlueGreenStrategy.fail(spec, reason);
    }

    private static Optional<Action> write(Phase phase, Change change) {
        return Optional.of(new Action.Write(phase, change));
    }
}
