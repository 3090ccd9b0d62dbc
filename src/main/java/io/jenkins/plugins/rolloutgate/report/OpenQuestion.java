package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.record.Ramp;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a person is asked now.
 *
 * @param kind {@code approve}, {@code investigate} or {@code inconclusive}
 * @param percent share at which the release waits
 * @param text the question without its evidence
 * @param from users or groups; empty for whoever may build the job, or holds the shell
 * @param until when the question expires if nothing goes unobserved
 * @param silence what follows then, {@code ROLLBACK} or {@code HOLD}
 * @param answers that can be given
 */
public record OpenQuestion(
        String id,
        String kind,
        int percent,
        String text,
        String evidence,
        List<String> from,
        Instant askedAt,
        Instant until,
        String silence,
        List<String> answers) {
    public OpenQuestion {
        from = List.copyOf(from);
        answers = List.copyOf(answers);
    }

    static Optional<OpenQuestion> of(History history) {
        return history.isRunning() && history.turn().isEmpty()
                ? history.state().ramp().question().map(open -> read(history.state(), open, history.now()))
                : Optional.empty();
    }

    private static OpenQuestion read(ReleaseState state, Ramp.Question open, Instant now) {
        String evidence = open.data().path("evidence").asText();
        List<String> from = new ArrayList<>();
        open.data().path("from").forEach(who -> from.add(who.asText()));
        List<String> answers = new ArrayList<>();
        open.data().path("answers").forEach(answer -> answers.add(answer.asText()));
        Duration expires =
                Standing.duration(open.data().path("expires").asText()).orElse(Duration.ZERO);
        return new OpenQuestion(
                open.id(),
                open.data().path("kind").asText(),
                open.data().path("percent").asInt(),
                sentences(open.text().replace(" (" + evidence + ")", "")),
                evidence,
                from,
                open.at(),
                state.observedEnd(open.at(), expires, now),
                open.data().path("silence").asText(),
                answers);
    }

    private static String sentences(String text) {
        int end = text.indexOf("? ") + 2;
        return end < 2 ? text : text.substring(0, end) + Words.capital(text.substring(end)) + ".";
    }

    /** {@code ops or jana}; somebody, where anybody may. */
    public String who() {
        return from.isEmpty() ? "somebody" : String.join(" or ", from);
    }
}
