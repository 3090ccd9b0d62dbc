package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.Ramp;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Looks at objectives for a while, and says whether they were met all the time. Pure and total. */
public final class VerifyStrategy implements Strategy {
    private static final int PHASE = VerifySpec.PHASE;
    private static final Duration LOOK_WITHIN = Duration.ofMinutes(2);

    private final VerifySpec spec;
    private final Looks looks = new Looks();

    public VerifyStrategy(VerifySpec spec) {
        this.spec = spec;
    }

    @Override
    public Action next(ReleaseState state, Observation seen, Instant now) {
        List<String> warnings = GivenObjectives.warnings(spec.objectives());
        if (state.baseline().isEmpty() && !warnings.isEmpty()) {
            return new Action.Note(EventKind.BASELINE, Json.object().set("warnings", Json.tree(warnings)));
        }
        Ramp ramp = state.ramp();
        Optional<Action> judging = looks.judge(ramp, PHASE, spec.objectives());
        if (judging.isPresent()) {
            return judging.get();
        }
        Standings standings = Standings.of(ramp.judged(PHASE));
        List<String> failed = standings.rollback().isEmpty() ? standings.investigate() : standings.rollback();
        if (!failed.isEmpty()) {
            return new Action.End(Outcome.FAILED, Standings.join(failed));
        }
        if (state.abort().isPresent()) {
            return new Action.End(
                    Outcome.ABORTED, state.abort().get().reason() + "; cut short, so nothing is verified");
        }
        // Samples are as old as their looks took: only from the first answer on do they span the whole time.
        Instant since = ramp.looks(PHASE).isEmpty()
                ? state.startedAt()
                : ramp.looks(PHASE).get(0).at();
        Instant end = state.observedEnd(since, spec.during(), now);
        Optional<Instant> last = last(ramp.looks(PHASE));
        if (last.isPresent() && !last.get().isBefore(end)) {
            if (spec.isCapture() && !hasNumbers(ramp)) {
                return new Action.End(Outcome.INCONCLUSIVE, "nothing was measured: " + sentences(ramp));
            }
            return standings.inconclusive().isEmpty()
                    ? new Action.End(Outcome.PASSED, sentences(ramp))
                    : new Action.End(Outcome.INCONCLUSIVE, Standings.join(standings.inconclusive()));
        }
        Instant regular = last.map(at -> at.plus(spec.every())).orElse(state.startedAt());
        Instant due = last.isPresent() && end.isBefore(regular) ? end : regular;
        return now.isBefore(due)
                ? new Action.Wait(Phase.VERIFY, status(ramp), Optional.of(due), Optional.empty())
                : new Action.Evaluate(
                        Phase.VERIFY,
                        new Gate.Measure(
                                "look",
                                PHASE,
                                ramp.looks(PHASE).size() + 1,
                                spec.objectives(),
                                Map.of("release", spec.variables())),
                        now.plus(LOOK_WITHIN));
    }

    private static boolean hasNumbers(Ramp ramp) {
        return ramp.looks(PHASE).stream()
                .flatMap(look -> StreamSupport.stream(look.samples().spliterator(), false))
                .anyMatch(sample -> !sample.hasNonNull("problem"));
    }

    private static Optional<Instant> last(List<Ramp.Look> looks) {
        return looks.isEmpty()
                ? Optional.empty()
                : Optional.of(looks.get(looks.size() - 1).at());
    }

    private static String status(Ramp ramp) {
        return "watching, " + Counts.of(ramp.looks(PHASE).size(), "look");
    }

    private static String sentences(Ramp ramp) {
        return ramp.judged(PHASE)
                .map(event -> Standings.join(event.data().path("verdicts").findValuesAsText("sentence")))
                .orElse("nothing was asked");
    }
}
