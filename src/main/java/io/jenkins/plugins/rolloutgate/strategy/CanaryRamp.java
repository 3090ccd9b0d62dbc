package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The phase of a ramp that is under way: size the canary, shift the traffic, hold, and judge. */
final class CanaryRamp {
    /** EndpointSlices follow within seconds, gateways too; after this something is wrong. */
    private static final Duration REACHED_WITHIN = Duration.ofMinutes(1);

    /** The next stage of a Pipeline comes within this, or a person is needed. */
    private static final Duration NEXT_STAGE_WITHIN = Duration.ofHours(24);

    private final CanarySituation now;
    private final CanarySpec spec;
    private final ReleaseState state;
    private final int index;
    private final CanaryPhase asked;
    private final CanaryShare share;
    private final Looks looks;

    CanaryRamp(CanarySituation now, Looks looks) {
        this.now = now;
        this.spec = now.spec();
        this.state = now.state();
        this.index = now.phase();
        this.asked = spec.phases().get(index);
        this.share = now.share(index);
        this.looks = looks;
    }

    Action next() {
        Optional<ReleaseState.GateResult> reached = state.gate(reachedGate(asked));
        if (reached.isEmpty()) {
            return index == 0 ? Pausing.instead(state, asked.phase()).orElseGet(this::reach) : between();
        }
        Action action = unwell(asked.phase())
                .orElseGet(() -> new CanaryHold(now, looks, index, reached.get().at()).next());
        Optional<Gate> body = openBody();
        return body.isPresent() && !isTurn(action) ? new Action.Beside(body.get(), action) : action;
    }

    private Action between() {
        CanaryPhase before = spec.phases().get(index - 1);
        Instant reachedAt = state.gate(reachedGate(before))
                .map(ReleaseState.GateResult::at)
                .orElse(state.ramp().passed().get(index - 1).at());
        return new CanaryHold(now, looks, index - 1, reachedAt).after(() -> {
            if (state.ramp().pause().isPresent()) {
                return unwell(before.phase())
                        .orElseGet(() -> Pausing.instead(state, before.phase()).orElseThrow());
            }
            return state.ramp().isPaused() ? unwell(before.phase()).orElseGet(() -> waitForStage(before)) : reach();
        });
    }

    private static boolean isTurn(Action action) {
        return action instanceof Action.Note note && note.kind() == EventKind.DECISION;
    }

    private static String reachedGate(CanaryPhase phase) {
        return "share-" + phase.percent();
    }

    static String bodyGate(CanaryPhase phase) {
        return "body-" + phase.percent();
    }

    private Optional<Gate> openBody() {
        String gate = bodyGate(asked);
        return spec.body() && state.gate(gate).isEmpty()
                ? Optional.of(new Gate.Smoke(
                        gate,
                        Map.of(
                                "CANARY_WEIGHT", String.valueOf(asked.percent()),
                                "CANARY_PHASE", asked.phase().title())))
                : Optional.empty();
    }

    private Action reach() {
        Instant deadline = now.deadline();
        Optional<Action> preparation = prepare();
        if (preparation.isPresent()) {
            return preparation.get();
        }
        if (!canaryStands()) {
            return waitUntilReady(deadline);
        }
        Optional<Action> probing = CanaryProbe.of(now, asked.phase(), now.canary(), now.newPods());
        boolean late = !now.now().isBefore(deadline);
        if (late && (probing.isEmpty() || probing.get() instanceof Action.Evaluate)) {
            return fail("the canary did not get to " + asked.percent() + "% within the timeout of "
                    + Durations.text(spec.timeout()));
        }
        if (probing.isPresent()) {
            return probing.get();
        }
        return shift().orElseGet(this::awaitShare);
    }

    private Optional<Action> prepare() {
        Optional<Action> floor = Floor.raise(now, asked.phase());
        if (floor.isPresent()) {
            return floor;
        }
        Deployment canary = now.canary();
        String container = now.baseline().container();
        boolean right = canary.image(container).equals(now.baseline().newImage());
        int size = Math.max(canary.desired(), share.canary());
        return right && canary.desired() == size
                ? Optional.empty()
                : Optional.of(new Action.Write(
                        asked.phase(),
                        BlueGreenChanges.size(
                                CanaryChanges.CANARY,
                                canary,
                                container,
                                now.baseline().newImage(),
                                size)));
    }

    private boolean canaryStands() {
        return now.canary().rolloutFinished() && CanarySituation.ready(now.newPods()) >= share.canary();
    }

    private Action waitUntilReady(Instant deadline) {
        Deployment canary = now.canary();
        List<Pod> pods = now.newPods();
        String status = "ready " + CanarySituation.ready(pods) + " of " + canary.desired();
        boolean late = !now.now().isBefore(deadline);
        Optional<Diagnosis> diagnosis = Diagnosis.of(canary, pods);
        if (late || diagnosis.filter(Diagnosis::hopeless).isPresent()) {
            String when = late ? " within " + Durations.text(spec.timeout()) : "";
            return Explanation.before(state, asked.phase(), diagnosis, now.now())
                    .orElseGet(() -> fail("deployment " + canary.name() + " did not get ready" + when + " (" + status
                            + ")" + Explanation.of(state, diagnosis)));
        }
        boolean ordinary = canary.failure().isEmpty() && Diagnosis.isOrdinary(pods);
        String cause = ordinary ? "" : diagnosis.map(d -> ": " + d.sentence()).orElse("");
        return new Action.Wait(asked.phase(), status + cause, Optional.of(deadline), Optional.empty());
    }

    /** Gives the canary its share, in the same decision that has seen it ready for it. */
    private Optional<Action> shift() {
        if (!now.byReplicas()) {
            return Math.abs(now.canaryShare() - asked.percent()) < 1e-9 ? Optional.empty() : Optional.of(weigh());
        }
        if (asked.percent() == 100) {
            return now.canaryShare() == 100
                    ? Optional.empty()
                    : Optional.of(new Action.Write(
                            asked.phase(),
                            CanaryChanges.narrow(
                                    CanaryChanges.SHIFT,
                                    now.service(),
                                    now.baseline().label(),
                                    now.baseline().canaryValue())));
        }
        return now.mayShrinkStable() && now.stable().desired() > share.stable()
                ? Optional.of(shrink())
                : Optional.empty();
    }

    /** What is behind the Service without the pods that go must be enough. */
    private Action shrink() {
        // Endpoints lag behind the readiness of pods, and pods behind their endpoints: only what both show can serve.
        int mine = Math.min(
                behind(spec.service(), now.canary(), now.baseline().newImage()), CanarySituation.ready(now.newPods()));
        int stable = Math.min(
                behind(spec.service(), now.stable(), now.baseline().oldImage()),
                CanarySituation.ready(now.running(now.stable(), now.baseline().oldImage())));
        return mine + Math.min(stable, share.stable()) < now.need()
                ? waitForEndpoints("endpoints " + mine + " canary, " + stable + " stable")
                : new Action.Write(
                        asked.phase(), BlueGreenChanges.scale(CanaryChanges.STABLE, now.stable(), share.stable()));
    }

    /** Pods that are ready and known to be: endpoints come a moment after readiness, and go a moment after it. */
    private int behind(String service, Deployment deployment, String image) {
        return Math.min(
                CanarySituation.ready(now.running(deployment, image)),
                now.seen().readyEndpoints(service, deployment));
    }

    private Action weigh() {
        int ready = behind(spec.canaryService(), now.canary(), now.baseline().newImage());
        if (ready < share.canary()) {
            return waitForEndpoints(
                    "service " + spec.canaryService() + " has " + ready + " of " + share.canary() + " ready endpoints");
        }
        return new Action.Write(
                asked.phase(),
                CanaryChanges.weights(
                        CanaryChanges.SHIFT,
                        now.route(),
                        backend -> backend.service().equals(spec.canaryService())
                                ? asked.percent()
                                : 100 - asked.percent()));
    }

    private Action awaitShare() {
        if (!now.byReplicas()) {
            return now.route().accepted()
                    ? reached(
                            spec.router() == Router.HTTP_ROUTE
                                    ? "every parent of " + spec.route() + " has accepted " + asked.percent() + "%"
                                    : spec.route() + " gives the canary " + asked.percent() + "%")
                    : waitToReach(now.route().problem());
        }
        int mine = now.seen().readyEndpoints(spec.service(), now.canary());
        int others = now.seen().readyEndpoints(spec.service()) - mine;
        int most = asked.percent() == 100 ? 0 : now.stable().desired();
        return mine >= share.canary() && others <= most
                ? reached(String.format(
                        Locale.ROOT,
                        "%d of %d endpoints are the canary's, %.0f%%",
                        mine,
                        mine + others,
                        100.0 * mine / Math.max(1, mine + others)))
                : asked.percent() == 100
                        ? waitToReach("endpoints " + mine + " canary, " + others + " stable")
                        : waitForEndpoints("endpoints " + mine + " canary, " + others + " stable");
    }

    private Action reached(String sentence) {
        return new Action.Note(
                EventKind.GATE,
                Json.object()
                        .put("gate", reachedGate(asked))
                        .put("verdict", Verdict.PASS.name())
                        .put("sentence", sentence));
    }

    /** The traffic stands as before, so that there is time until the timeout. */
    private Action waitForEndpoints(String status) {
        return new Action.Wait(asked.phase(), status, Optional.of(now.deadline()), Optional.empty());
    }

    /** The traffic is on its way. */
    private Action waitToReach(String status) {
        Instant since = state.written(CanaryChanges.SHIFT).orElse(state.startedAt());
        if (now.observed(since).compareTo(REACHED_WITHIN) >= 0) {
            return fail(asked.percent() + "% was not reached within " + Durations.text(REACHED_WITHIN) + ": " + status);
        }
        return new Action.Wait(asked.phase(), status, Optional.of(now.end(since, REACHED_WITHIN)), Optional.empty());
    }

    private Optional<Action> unwell(Phase phase) {
        return new CanaryHealth(now, phase).unwell();
    }

    private Action waitForStage(CanaryPhase passed) {
        Instant since = state.ramp().passed().get(index - 1).at();
        Instant until = now.end(since, NEXT_STAGE_WITHIN);
        if (!now.now().isBefore(until)) {
            return BlueGreenStrategy.decide(
                    "hold", "no stage went on with the release within " + Durations.text(NEXT_STAGE_WITHIN));
        }
        return new Action.Wait(
                passed.phase(),
                passed.percent() + "% is passed, waiting for the next stage",
                Optional.of(until),
                Optional.empty());
    }

    private Action fail(String reason) {
        return CanaryStrategy.fail(now, reason);
    }
}
