package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Ramp;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A phase whose share is reached: looks at the objectives, and what ends the phase.
 *
 * <p>A phase ends by its time, by enough evidence, or by a person; never while an objective is not met, cannot be told, or
 * its body has not passed.
 */
final class CanaryHold {
    /** A look asks each source once, with its own retries. */
    private static final Duration LOOK_WITHIN = Duration.ofMinutes(2);

    /** Another while is at least this long, where a phase has no hold of its own. */
    private static final Duration LEAST_REST = Duration.ofMinutes(1);

    private final CanarySituation now;
    private final CanarySpec spec;
    private final Ramp ramp;
    private final Looks looks;
    private final int index;
    private final CanaryPhase asked;
    private final List<Objective> objectives;
    private final Instant reachedAt;
    private final CanaryQuestion question;
    private final Standings standings;
    private final Instant since;
    private final Duration hold;

    CanaryHold(CanarySituation now, Looks looks, int index, Instant reachedAt) {
        this.now = now;
        this.spec = now.spec();
        this.ramp = now.state().ramp();
        this.looks = looks;
        this.index = index;
        this.asked = spec.phases().get(index);
        this.objectives = spec.objectives(index);
        this.reachedAt = reachedAt;
        this.question = new CanaryQuestion(now, index);
        this.standings = Standings.of(ramp.judged(index));
        Optional<Instant> rest = question.holdSince();
        this.since = rest.orElse(reachedAt);
        this.hold = rest.isPresent() && asked.hold().compareTo(LEAST_REST) < 0 ? LEAST_REST : asked.hold();
    }

    Action next() {
        return objection().orElseGet(this::hold);
    }

    /** What speaks against the share of this phase, unless somebody has let it go on in spite of it. */
    private Optional<Action> objection() {
        Optional<Action> judging = looks.judge(ramp, index, objectives);
        if (judging.isPresent()) {
            return judging;
        }
        if (!standings.rollback().isEmpty()) {
            return Optional.of(fail(Standings.join(standings.rollback())));
        }
        Optional<ReleaseState.GateResult> body = body();
        if (body.isPresent() && body.get().verdict() != Verdict.PASS) {
            return Optional.of(
                    fail("body of phase " + asked.percent() + "%: " + body.get().sentence()));
        }
        return question.refused().or(() -> open("investigate", standings.investigate()));
    }

    /** Asks about what is not as it should be; who has asked for another while is left alone until that is over. */
    private Optional<Action> open(String kind, List<String> evidence) {
        if (evidence.isEmpty() || question.goes(kind)) {
            return Optional.empty();
        }
        boolean resting = question.holdSince().isPresent() && !isOver();
        return Optional.of(resting ? meanwhile() : question.ask(kind, Standings.join(evidence), this::meanwhile));
    }

    private Action hold() {
        boolean enough = asked.early() && hasLooked() && standings.allPass();
        boolean lookedAfter = objectives.isEmpty()
                || lastLook().filter(at -> !at.isBefore(holdEnd())).isPresent();
        if (!enough && !(isOver() && lookedAfter)) {
            return question.withdraw().orElseGet(this::meanwhile);
        }
        if (spec.body() && body().isEmpty()) {
            return bodyRuns();
        }
        if (asked.ask() && !question.goes("approve")) {
            return question.ask("approve", summary(), this::meanwhile);
        }
        Optional<Action> inconclusive = open("inconclusive", standings.inconclusive());
        if (inconclusive.isPresent()) {
            return inconclusive.get();
        }
        boolean stays = index == spec.phases().size() - 1 && ramp.pause().isPresent();
        return question.withdraw().orElseGet(() -> stays ? meanwhile() : passed(enough && !isOver()));
    }

    private Action bodyRuns() {
        boolean late = asked.percent() < 100 && !now.now().isBefore(now.deadline());
        return late
                ? fail("the body of phase " + asked.percent() + "% did not end within the timeout of "
                        + Durations.text(spec.timeout()))
                : waiting("the body of phase " + asked.percent() + "% runs");
    }

    /**
     * The phase is passed, and the next one has not got its share: this one's stands, so that what speaks against it
     * counts still, and it is looked at while something is waited for.
     */
    Action after(Supplier<Action> towardsNext) {
        if (ramp.looks(index).isEmpty()) {
            return towardsNext.get();
        }
        return objection()
                .or(() -> open("inconclusive", standings.inconclusive()))
                .or(question::withdraw)
                .orElseGet(() -> lookBeside(towardsNext.get()));
    }

    private Action lookBeside(Action action) {
        if (!(action instanceof Action.Wait wait)) {
            return action;
        }
        Instant due = lastLook().orElse(reachedAt).plus(spec.every());
        return now.now().isBefore(due)
                ? new Action.Wait(
                        wait.phase(),
                        wait.status(),
                        Optional.of(wait.until().filter(due::isAfter).orElse(due)),
                        wait.armed())
                : new Action.Evaluate(wait.phase(), measure(), now.now().plus(LOOK_WITHIN));
    }

    private Optional<ReleaseState.GateResult> body() {
        return now.state().gate(CanaryRamp.bodyGate(asked));
    }

    private boolean isOver() {
        return now.observed(since).compareTo(hold) >= 0;
    }

    private String summary() {
        return ramp.judged(index)
                .map(event -> Standings.join(event.data().path("verdicts").findValuesAsText("sentence")))
                .orElse("the pods of the canary stand");
    }

    private boolean hasLooked() {
        return ramp.judged(index).isPresent();
    }

    private Optional<Instant> lastLook() {
        List<Ramp.Look> all = ramp.looks(index);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.get(all.size() - 1).at());
    }

    private Instant holdEnd() {
        return now.end(since, hold);
    }

    /** The next look when it is due, and waiting for it until then. */
    private Action meanwhile() {
        int count = ramp.looks(index).size();
        return waiting("holding " + asked.percent() + "%" + (count == 0 ? "" : ", " + Counts.of(count, "look")));
    }

    private Action waiting(String status) {
        Instant end = holdEnd();
        if (objectives.isEmpty()) {
            return new Action.Wait(
                    asked.phase(), status, isOver() ? Optional.empty() : Optional.of(end), Optional.empty());
        }
        Instant regular = lastLook().map(at -> at.plus(spec.every())).orElse(reachedAt);
        boolean before = lastLook().filter(at -> at.isBefore(end)).isPresent();
        Instant due = before && end.isBefore(regular) ? end : regular;
        return now.now().isBefore(due)
                ? new Action.Wait(asked.phase(), status, Optional.of(due), Optional.empty())
                : new Action.Evaluate(asked.phase(), measure(), now.now().plus(LOOK_WITHIN));
    }

    private Gate.Measure measure() {
        int look = ramp.looks(index).size() + 1;
        return new Gate.Measure(
                "look-" + asked.percent(),
                index,
                look,
                objectives,
                Map.of(
                        "canary",
                        variables(spec.canary(), spec.canaryService()),
                        "stable",
                        variables(spec.stable(), spec.stableService())));
    }

    private Map<String, String> variables(String deployment, String service) {
        return Map.of(
                "namespace",
                spec.namespace(),
                "application",
                spec.application(),
                "deployment",
                deployment,
                "service",
                service.isEmpty() ? spec.service() : service);
    }

    private Action passed(boolean early) {
        Optional<String> person = question.whoLetGo();
        ObjectNode data = Json.object().put("phase", index).put("percent", asked.percent());
        data.put("by", person.isPresent() ? "person" : early ? "evidence" : "time");
        data.put(
                "reason",
                person.orElseGet(() -> early
                        ? "every objective is proved met: " + summary()
                        : objectives.isEmpty()
                                ? "the hold of " + Durations.text(asked.hold()) + " is over"
                                : summary()));
        return new Action.Note(EventKind.PHASE_PASSED, data);
    }

    private Action fail(String reason) {
        return CanaryStrategy.fail(now, reason);
    }
}
