package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Ramp;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What people are asked in a phase: go, no-go, or hold for another while.
 *
 * <p>Questions are numbered, because {@code hold} leads to the same question again. Silence is not consent: when a
 * question expires, the release follows what the approval says of silence.
 */
final class CanaryQuestion {
    static final String GO = "go";
    static final String NO_GO = "no-go";
    static final String HOLD = Ramp.HOLD;
    private static final String[] KINDS = {"investigate", "inconclusive", "approve"};

    private final CanarySituation now;
    private final Ramp ramp;
    private final CanaryPhase asked;

    CanaryQuestion(CanarySituation now, int phase) {
        this.now = now;
        this.ramp = now.state().ramp();
        this.asked = now.spec().phases().get(phase);
    }

    private String id(String kind, int number) {
        return kind + "-" + asked.percent() + "-" + number;
    }

    private int number(String kind) {
        int number = 1;
        while (ramp.answer(id(kind, number))
                .filter(answer -> answer.answer().equals(HOLD))
                .isPresent()) {
            number++;
        }
        return number;
    }

    private Optional<Ramp.Answer> answer(String kind) {
        return ramp.answer(id(kind, number(kind)));
    }

    /** Whether somebody has let it go on in spite of this. */
    boolean goes(String kind) {
        return answer(kind).filter(answer -> answer.answer().equals(GO)).isPresent();
    }

    /** A no of somebody turns the release back. */
    Optional<Action> refused() {
        for (String kind : KINDS) {
            Optional<Ramp.Answer> no =
                    answer(kind).filter(answer -> answer.answer().equals(NO_GO));
            if (no.isPresent()) {
                return Optional.of(CanaryStrategy.fail(now, "no-go by " + words(no.get())));
            }
        }
        return Optional.empty();
    }

    private static String words(Ramp.Answer answer) {
        return answer.actor() + (answer.comment().isBlank() ? "" : ": " + answer.comment());
    }

    /** When somebody last asked for another hold, if anybody did. */
    Optional<Instant> holdSince() {
        Instant latest = null;
        for (String kind : KINDS) {
            int before = number(kind) - 1;
            Optional<Ramp.Answer> hold = before == 0 ? Optional.empty() : ramp.answer(id(kind, before));
            if (hold.isPresent() && (latest == null || hold.get().at().isAfter(latest))) {
                latest = hold.get().at();
            }
        }
        return Optional.ofNullable(latest);
    }

    Optional<String> whoLetGo() {
        for (String kind : KINDS) {
            if (goes(kind)) {
                return Optional.of("go by " + words(answer(kind).orElseThrow()));
            }
        }
        return Optional.empty();
    }

    /** Asks, and waits for the answer; meanwhile the looks go on. */
    Action ask(String kind, String evidence, Supplier<Action> meanwhile) {
        String id = id(kind, number(kind));
        Optional<Ramp.Question> open = ramp.question();
        if (open.isEmpty()) {
            return new Action.Note(EventKind.QUESTION, question(id, kind, evidence));
        }
        if (!open.get().id().equals(id)) {
            return withdrawn(open.get(), "something else is asked now");
        }
        Approval approval = now.spec().approval();
        Instant until = now.end(open.get().at(), approval.expires());
        if (!now.now().isBefore(until)) {
            String silence = "nobody answered within " + Durations.text(approval.expires()) + ": "
                    + open.get().text();
            return approval.silence() == OnFailure.ROLLBACK
                    ? CanaryStrategy.fail(now, silence)
                    : BlueGreenStrategy.decide("hold", silence);
        }
        return soonest(meanwhile.get(), until);
    }

    private Action soonest(Action action, Instant until) {
        if (!(action instanceof Action.Wait wait)) {
            return action;
        }
        Instant first = wait.until().filter(until::isAfter).orElse(until);
        String who = now.spec().approval().from().isEmpty()
                ? "somebody"
                : String.join(" or ", now.spec().approval().from());
        return new Action.Wait(
                wait.phase(),
                "waiting for go or no-go of " + who + " at " + asked.percent() + "%",
                Optional.of(first),
                Optional.empty());
    }

    private ObjectNode question(String id, String kind, String evidence) {
        String about =
                switch (kind) {
                    case "investigate" -> "an objective is not met";
                    case "inconclusive" -> "an objective cannot be told";
                    default -> "the phase is done";
                };
        Approval approval = now.spec().approval();
        ObjectNode data = Json.object()
                .put("id", id)
                .put("kind", kind)
                .put("percent", asked.percent())
                .put("text", "Go on from " + asked.percent() + "%? " + about + " (" + evidence + ")")
                .put("evidence", evidence)
                .put("expires", approval.expires().toString())
                .put("silence", approval.silence().name());
        approval.from().forEach(data.putArray("from")::add);
        data.putArray("answers").add(GO).add(NO_GO).add(HOLD);
        return data;
    }

    /** Takes back an open question whose reason is gone. */
    Optional<Action> withdraw() {
        return ramp.question().map(open -> withdrawn(open, "it has settled itself"));
    }

    private static Action withdrawn(Ramp.Question open, String reason) {
        return new Action.Note(
                EventKind.WITHDRAWN, Json.object().put("id", open.id()).put("reason", reason));
    }
}
