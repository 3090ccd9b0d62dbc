package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Ramp;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A phase whose share is reached: looks at the objectives, and what ends the phase.
 *
 * <p>A phase ends by its time, by enough evidence, or by a person; never while an objective is not met, cannot be told, or
 * its body has not passed.
 */
final class CanaryHold {
    /** A look asks each source once, with its own retries. */
    private static final Duration LOOK_WITHIN = Duration.ofMinutes(2);

    private final CanarySituation now;
    private final CanarySpec spec;
    private final Ramp ramp;
    private final Looks looks;
    private final int index;
    private final CanaryPhase asked;
    private final List<Objective> objectives;
    private final Instant reachedAt;

    CanaryHold(CanarySituation now, Looks looks, int index, Instant reachedAt) {
        this.now = now;
        this.spec = now.spec();
        this.ramp = now.state().ramp();
        this.looks = looks;
        this.index = index;
        this.asked = spec.phases().get(index);
        this.objectives = spec.objectives(index);
        this.reachedAt = reachedAt;
    }

    Action next() {
        Optional<Action> judging = looks.judge(ramp, index, objectives);
        if (judging.isPresent()) {
            return judging.get();
        }
        Standings standings = Standings.of(ramp.judged(index));
        if (!standings.rollback().isEmpty()) {
            return fail(Standings.join(standings.rollback()));
        }
        Optional<ReleaseState.GateResult> body = now.state().gate(CanaryRamp.bodyGate(asked));
        if (body.isPresent() && body.get().verdict() != Verdict.PASS) {
            return fail("body of phase " + asked.percent() + "%: " + body.get().sentence());
        }
        CanaryQuestion question = new CanaryQuestion(now, index);
        Optional<Action> answered = question.refused();
        if (answered.isPresent()) {
            return answered.get();
        }
        if (!standings.investigate().isEmpty() && !question.goes("investigate")) {
            return question.ask("investigate", Standings.join(standings.investigate()), this::meanwhile);
        }
        Instant holdSince = question.holdSince().orElse(reachedAt);
        boolean over = now.observed(holdSince).compareTo(asked.hold()) >= 0;
        boolean enough = asked.early() && !objectives.isEmpty() && hasLooked() && standings.allPass();
        boolean lookedAfter = objectives.isEmpty()
                || lastLook().filter(at -> !at.isBefore(holdEnd(holdSince))).isPresent();
        if (!enough && !(over && lookedAfter)) {
            return question.withdraw("investigate").orElseGet(() -> meanwhile(holdSince));
        }
        if (spec.body() && body.isEmpty()) {
            return waiting("the body of phase " + asked.percent() + "% runs", holdSince);
        }
        if (!standings.inconclusive().isEmpty() && !question.goes("inconclusive")) {
            return question.ask("inconclusive", Standings.join(standings.inconclusive()), this::meanwhile);
        }
        if (asked.ask() && !question.goes("approve")) {
            return question.ask("approve", summary(), this::meanwhile);
        }
        return question.withdraw("inconclusive").orElseGet(() -> passed(enough && !over, question));
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

    private Instant holdEnd(Instant since) {
        return now.end(since, asked.hold());
    }

    private Action meanwhile() {
        return meanwhile(reachedAt);
    }

    /** The next look when it is due, and waiting for it until then. */
    private Action meanwhile(Instant holdSince) {
        return waiting(String.format(Locale.ROOT, "holding %d%%", asked.percent()) + looked(), holdSince);
    }

    private String looked() {
        int count = ramp.looks(index).size();
        return count == 0 ? "" : ", " + Counts.of(count, "look");
    }

    private Action waiting(String status, Instant holdSince) {
        Instant holdEnd = holdEnd(holdSince);
        boolean over = !now.now().isBefore(holdEnd);
        if (objectives.isEmpty()) {
            return new Action.Wait(
                    asked.phase(), status, over ? Optional.empty() : Optional.of(holdEnd), Optional.empty());
        }
        Instant regular = lastLook().map(at -> at.plus(spec.every())).orElse(reachedAt);
        boolean before = lastLook().filter(at -> at.isBefore(holdEnd)).isPresent();
        Instant due = before && holdEnd.isBefore(regular) ? holdEnd : regular;
        return now.now().isBefore(due)
                ? new Action.Wait(asked.phase(), status, Optional.of(due), Optional.empty())
                : new Action.Evaluate(asked.phase(), measure(), due.plus(LOOK_WITHIN));
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

    private Action passed(boolean early, CanaryQuestion question) {
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
