package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Blue-green: prepare the idle colour, prove it, move the selector, watch, and end the old colour; or bring it all back.
 *
 * <p>Pure and total. Whatever happened is read from the record, whatever stands from the observation, so that a process
 * that died anywhere is followed by one that goes on from there.
 */
public final class BlueGreenStrategy implements Strategy {
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(5);

    private final BlueGreenSpec spec;
    /** Only a memory of the last parse; the same data always give the same baseline. */
    private ObjectNode readFrom;

    private Baseline baseline;

    public BlueGreenStrategy(BlueGreenSpec spec) {
        this.spec = spec;
    }

    @Override
    public Action next(ReleaseState state, Observation seen, Instant now) {
        Optional<ObjectNode> known = state.baseline();
        if (known.isEmpty()) {
            return begin(state, seen);
        }
        Baseline baseline = baseline(known.get());
        Optional<String> missing = ForeignChange.missing(seen, spec, baseline);
        if (missing.isPresent()) {
            return isHeld(state) ? end(state, Outcome.HELD, "") : decide("hold", missing.get());
        }
        Situation situation = new Situation(spec, baseline, state, seen, now);
        if (isHeld(state)) {
            return hold(situation);
        }
        Optional<String> foreign = ForeignChange.find(situation);
        if (foreign.isPresent()) {
            return decide("hold", foreign.get());
        }
        boolean turnedBack = state.decision().isPresent();
        if (state.refusedWrite().isPresent()) {
            String refused = state.refusedWrite().get();
            return turnedBack ? decide("hold", state.decision().get().reason() + "; " + refused) : fail(spec, refused);
        }
        if (turnedBack) {
            return new BlueGreenRollback(situation).next();
        }
        if (state.abort().isPresent()) {
            return abort(situation, state.abort().get().reason());
        }
        return new BlueGreenForward(situation).next();
    }

    /** A stop follows the failure policy; a rollback that already moved the traffic has no other way back. */
    private Action abort(Situation situation, String reason) {
        boolean stay = spec.onFailure() == OnFailure.HOLD || (spec.isRollback() && situation.trafficIsNew());
        return decide(stay ? "hold" : "abort", reason);
    }

    /** A rollback that was asked for has no other way back: a person decides. */
    static Action fail(BlueGreenSpec spec, String reason) {
        boolean back = spec.onFailure() == OnFailure.ROLLBACK && !spec.isRollback();
        return decide(back ? "rollback" : "hold", reason);
    }

    private Baseline baseline(ObjectNode data) {
        if (!data.equals(readFrom)) {
            readFrom = data;
            baseline = Json.read(data.path("baseline"), Baseline.class);
        }
        return baseline;
    }

    private Action begin(ReleaseState state, Observation seen) {
        if (state.abort().isPresent()) {
            return new Action.End(Outcome.ABORTED, state.abort().get().reason() + "; nothing was changed");
        }
        BlueGreenPreconditions checked = BlueGreenPreconditions.check(spec, seen);
        if (checked.baseline().isEmpty()) {
            return new Action.End(Outcome.ABORTED, "refused: " + String.join("; ", checked.refusals()));
        }
        ObjectNode data = Json.object();
        data.set("baseline", Json.tree(checked.baseline().get()));
        data.set("warnings", Json.tree(checked.warnings()));
        data.set("manifests", Manifests.of(seen));
        return new Action.Note(EventKind.BASELINE, data);
    }

    private static boolean isHeld(ReleaseState state) {
        return state.decision().filter(d -> d.what().equals("hold")).isPresent();
    }

    /** Leaves everything as it stands but for floors of autoscalers, which are given back unless that is refused. */
    private Action hold(Situation situation) {
        Optional<Change> restore = BlueGreenRollback.restoreMin(situation);
        Optional<String> refused = situation.state().refusedWrite();
        if (restore.isPresent() && refused.isEmpty()) {
            return new Action.Write(Phase.HOLD, restore.get());
        }
        String left = restore.map(change -> "; " + change.target().ref() + " keeps its raised minReplicas: ")
                .map(text -> text + refused.orElse(""))
                .orElse("");
        return settled(situation)
                .orElseGet(
                        () -> end(situation.state(), Outcome.HELD, left + "; the traffic is on " + traffic(situation)));
    }

    /** Endpoints follow a selector a moment later; a record that ends before would tell of the moment before. */
    private static Optional<Action> settled(Situation situation) {
        Deployment selected = situation.trafficIsNew() ? situation.idle() : situation.old();
        String service = situation.spec().service();
        int others = situation.seen().readyEndpoints(service) - situation.seen().readyEndpoints(service, selected);
        Instant held = situation.state().decision().orElseThrow().at();
        return others > 0 && situation.state().observed(held, situation.now()).compareTo(SETTLED_WITHIN) < 0
                ? Optional.of(new Action.Wait(
                        Phase.HOLD,
                        others + " endpoints have not followed the selector yet",
                        Optional.of(situation.state().observedEnd(held, SETTLED_WITHIN, situation.now())),
                        Optional.empty()))
                : Optional.empty();
    }

    private static String traffic(Situation situation) {
        Map<String, String> selector = situation.service().selector();
        if (selector.equals(situation.baseline().newSelector())) {
            return situation.baseline().idle();
        }
        return selector.equals(situation.baseline().oldSelector())
                ? situation.baseline().active()
                : "whatever " + selector + " selects";
    }

    private static Action end(ReleaseState state, Outcome outcome, String addition) {
        return new Action.End(outcome, state.decision().orElseThrow().reason() + addition);
    }

    static Action.Note decide(String decision, String reason) {
        return new Action.Note(
                EventKind.DECISION, Json.object().put("decision", decision).put("reason", reason));
    }
}
