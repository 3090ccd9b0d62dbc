package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.time.Instant;
import java.util.Optional;

/**
 * Canary: give the new version a growing share of the traffic, decide from measurements and people whether to go on, then
 * move stable to it; or bring all traffic back.
 *
 * <p>Pure and total, like {@link BlueGreenStrategy}.
 */
public final class CanaryStrategy implements Strategy {
    private final CanarySpec spec;
    private final Looks looks = new Looks();
    /** Only a memory of the last parse; the same data always give the same baseline. */
    private ObjectNode readFrom;

    private CanaryBaseline baseline;

    public CanaryStrategy(CanarySpec spec) {
        this.spec = spec;
    }

    @Override
    public Action next(ReleaseState state, Observation seen, Instant now) {
        Optional<ObjectNode> known = state.baseline();
        if (known.isEmpty()) {
            return begin(state, seen);
        }
        CanaryBaseline baseline = baseline(known.get());
        Optional<String> missing = CanaryForeignChange.missing(seen, spec, baseline);
        if (missing.isPresent()) {
            return isHeld(state)
                    ? Floor.restore(state, seen, spec.stable(), Phase.HOLD)
                            .orElseGet(() -> end(state, "; where the traffic is cannot be told"))
                    : BlueGreenStrategy.decide("hold", missing.get());
        }
        CanarySituation situation = new CanarySituation(spec, baseline, state, seen, now);
        if (isHeld(state)) {
            return hold(situation);
        }
        Optional<String> foreign = CanaryForeignChange.find(situation);
        if (foreign.isPresent()) {
            return BlueGreenStrategy.decide("hold", foreign.get());
        }
        boolean turnedBack = state.decision().isPresent();
        if (state.refusedWrite().isPresent()) {
            String refused = state.refusedWrite().get();
            return turnedBack
                    ? BlueGreenStrategy.decide("hold", state.decision().get().reason() + "; " + refused)
                    : fail(situation, refused);
        }
        if (turnedBack) {
            return new CanaryRollback(situation).next();
        }
        if (state.abort().isPresent()) {
            return abort(situation, state.abort().get().reason());
        }
        boolean ramping = situation.phase() < spec.phases().size();
        return ramping ? new CanaryRamp(situation, looks).next() : new CanaryPromotion(situation).next();
    }

    @Override
    public ObjectNode traffic(Targets targets, Observation seen) {
        ObjectNode traffic = Json.object();
        if (spec.router() == Router.REPLICAS) {
            targets.deployments()
                    .forEach(name -> seen.deployment(name)
                            .ifPresent(found -> traffic.put(name, seen.readyEndpoints(spec.service(), found))));
        } else {
            seen.route()
                    .ifPresent(found -> traffic.put(spec.stable(), found.share(spec.stableService()))
                            .put(spec.canary(), found.share(spec.canaryService())));
        }
        return traffic;
    }

    private Action begin(ReleaseState state, Observation seen) {
        if (state.abort().isPresent()) {
            return new Action.End(Outcome.ABORTED, state.abort().get().reason() + "; nothing was changed");
        }
        CanaryPreconditions checked = CanaryPreconditions.check(spec, seen);
        if (checked.baseline().isEmpty()) {
            return new Action.End(Outcome.ABORTED, "refused: " + String.join("; ", checked.refusals()));
        }
        ObjectNode data = Json.object();
        data.set("baseline", Json.tree(checked.baseline().get()));
        data.set("warnings", Json.tree(checked.warnings()));
        data.set("manifests", Manifests.of(seen));
        return new Action.Note(EventKind.BASELINE, data);
    }

    private CanaryBaseline baseline(ObjectNode data) {
        if (!data.equals(readFrom)) {
            readFrom = data;
            baseline = Json.read(data.path("baseline"), CanaryBaseline.class);
        }
        return baseline;
    }

    private static boolean isHeld(ReleaseState state) {
        return state.decision().filter(d -> d.what().equals("hold")).isPresent();
    }

    /** A release that has promoted stable has no old version to go back to. */
    private static Action abort(CanarySituation situation, String reason) {
        boolean stay = situation.spec().onFailure() == OnFailure.HOLD || isPromoted(situation);
        return BlueGreenStrategy.decide(stay ? "hold" : "abort", reason);
    }

    static Action fail(CanarySituation situation, String reason) {
        boolean back = situation.spec().onFailure() == OnFailure.ROLLBACK && !isPromoted(situation);
        return BlueGreenStrategy.decide(back ? "rollback" : "hold", reason);
    }

    private static boolean isPromoted(CanarySituation situation) {
        return situation.phase() >= situation.spec().phases().size()
                && situation.stableIsNew()
                && situation.canaryShare() < 100;
    }

    /** Leaves everything as it stands but for the floor of an autoscaler, which is given back at every end. */
    private static Action hold(CanarySituation situation) {
        Optional<Action> restore = Floor.restore(situation, Phase.HOLD);
        return restore.orElseGet(() -> end(situation.state(), "; " + standing(situation)));
    }

    private static String standing(CanarySituation situation) {
        CanaryBaseline baseline = situation.baseline();
        long share = Math.round(situation.canaryShare());
        String stable = situation.stable().image(baseline.container());
        return share == 0
                ? "the traffic is on " + stable
                : share + "% of the traffic is on " + situation.canary().image(baseline.container())
                        + (share == 100 ? "" : ", the rest on " + stable);
    }

    private static Action end(ReleaseState state, String addition) {
        return new Action.End(Outcome.HELD, state.decision().orElseThrow().reason() + addition);
    }
}
