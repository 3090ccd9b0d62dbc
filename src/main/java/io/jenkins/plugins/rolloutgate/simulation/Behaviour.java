package io.jenkins.plugins.rolloutgate.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.slo.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a release meets: the load, both versions, the metric source and people.
 *
 * @param replicas pods of stable at the start
 * @param requests to both versions together, for each second
 * @param ready how long a new pod takes
 * @param sourceDown when the metric source does not answer, since the start
 * @param answer what people say to questions; empty when nobody answers
 * @param answerAfter how long they take
 * @param bodyPasses whether the body of each phase passes
 */
record Behaviour(
        int replicas,
        double requests,
        Duration ready,
        Version stable,
        Version canary,
        List<Window> sourceDown,
        Optional<String> answer,
        Duration answerAfter,
        boolean bodyPasses) {
    private static final Set<String> FIELDS =
            Set.of("replicas", "requests", "ready", "stable", "canary", "sourceDown", "people", "body");
    private static final Set<String> ANSWERS = Set.of("go", "no-go", "hold");

    Behaviour {
        sourceDown = List.copyOf(sourceDown);
    }

    /** A part of the time since the start. */
    record Window(Duration from, Duration to) {
        boolean contains(Duration elapsed) {
            return elapsed.compareTo(from) >= 0 && elapsed.compareTo(to) < 0;
        }

        private static Window parse(String text) {
            String[] ends = text.split("\\.\\.", -1);
            if (ends.length != 2) {
                throw new IllegalArgumentException(
                        "behaviour.sourceDown must be written like 10m..20m, not '" + text + "'");
            }
            Window window = new Window(Durations.parse(ends[0].strip()), Durations.parse(ends[1].strip()));
            if (window.to.compareTo(window.from) <= 0) {
                throw new IllegalArgumentException("behaviour.sourceDown '" + text + "' must end after it begins");
            }
            return window;
        }
    }

    /**
     * Reads the behaviour of a plan.
     *
     * @throws IllegalArgumentException in one line, naming the field that is wrong
     */
    static Behaviour read(JsonNode json) {
        Fields given = Fields.of("behaviour", json, FIELDS);
        Version stable = Version.read(given, "stable", Version.Traits.USUAL);
        Fields people = given.object("people", Set.of("answer", "after"));
        String answer = people.text("answer", "").toLowerCase(Locale.ROOT);
        if (!answer.isEmpty() && !ANSWERS.contains(answer)) {
            throw people.wrong("answer", "go, no-go or hold, or left out when nobody answers");
        }
        String body = given.text("body", "passes");
        if (!Set.of("passes", "fails").contains(body)) {
            throw given.wrong("body", "passes or fails");
        }
        return new Behaviour(
                given.count("replicas", 1, 4),
                given.quantity("requests", Unit.PER_SECOND).orElse(100.0),
                given.duration("ready").orElse(Duration.ofSeconds(10)),
                stable,
                Version.read(given, "canary", stable.first()),
                given.texts("sourceDown").stream().map(Window::parse).toList(),
                answer.isEmpty() ? Optional.empty() : Optional.of(answer),
                people.duration("after").orElse(Duration.ofMinutes(5)),
                body.equals("passes"));
    }

    boolean isSourceDown(Duration elapsed) {
        return sourceDown.stream().anyMatch(window -> window.contains(elapsed));
    }
}
