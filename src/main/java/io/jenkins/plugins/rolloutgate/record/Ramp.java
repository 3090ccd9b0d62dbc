package io.jenkins.plugins.rolloutgate.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the events of a record add up to about the phases of a ramp: those that are over, the looks at the objectives,
 * the questions to people. Read-only to everybody but the record that owns it.
 */
public final class Ramp {
    /** The answer that asks for another while. */
    public static final String HOLD = "hold";

    private static final int ALL = 100;

    private final List<Passed> passed = new ArrayList<>();
    private final Map<Integer, List<Look>> looks = new HashMap<>();
    private final Map<Integer, Event> judged = new HashMap<>();
    private final Map<String, Answer> answers = new HashMap<>();
    private Question question;
    private int until = ALL;
    private Instant continuedAt = Instant.EPOCH;
    private Duration waited = Duration.ZERO;
    private Instant restingSince;
    private Pause pause;

    Ramp() {}

    /**
     * A phase that is over.
     *
     * @param by {@code time}, {@code evidence}, or {@code person}
     */
    public record Passed(int phase, int percent, String by, String reason, Instant at) {}

    /** One look at the objectives of a phase, as the metric sources gave it. */
    public record Look(int number, JsonNode samples, Instant at) {}

    /** Who wants the release to stay where it is, and why. */
    public record Pause(String actor, String reason, Instant at) {}

    /** A question that nobody has answered yet. */
    public record Question(String id, String text, JsonNode data, Instant at) {}

    /** An answer, and who gave it. */
    public record Answer(String id, String answer, String actor, String comment, Instant at) {}

    void apply(Event event) {
        switch (event.kind()) {
            case STARTED -> until = event.data().path("spec").path("until").asInt(ALL);
            case MEASURED ->
                looks.computeIfAbsent(phase(event), phase -> new ArrayList<>())
                        .add(new Look(
                                event.data().path("look").asInt(), event.data().path("samples"), event.time()));
            case JUDGED -> judged.put(phase(event), event);
            case PHASE_PASSED -> {
                rested(event.time());
                passed.add(new Passed(
                        phase(event),
                        event.data().path("percent").asInt(),
                        event.text("by"),
                        event.text("reason"),
                        event.time()));
            }
            case QUESTION -> {
                rested(event.time());
                question = new Question(event.text("id"), event.text("text"), event.data(), event.time());
            }
            case ANSWERED -> {
                String id = event.text("id");
                answers.put(
                        id, new Answer(id, event.text("answer"), event.actor(), event.text("comment"), event.time()));
                close(event.time());
                restingSince = event.text("answer").equals(HOLD) ? event.time() : null;
            }
            case WITHDRAWN -> close(event.time());
            case PAUSED -> pause = new Pause(event.actor(), event.text("reason"), event.time());
            case UNPAUSED -> unpause(event.time());
            case DECISION -> {
                rested(event.time());
                close(event.time());
                unpause(event.time());
            }
            case CONTINUED -> {
                if (isPaused()) {
                    waited = waited.plus(Duration.between(lastPassedAt(), event.time()));
                }
                until = event.data().path("until").asInt(ALL);
                continuedAt = event.time();
            }
            case ADOPTED -> adopt(event);
            default -> {}
        }
    }

    private void close(Instant now) {
        if (question != null) {
            waited = waited.plus(Duration.between(question.at(), now));
        }
        question = null;
    }

    private void rested(Instant now) {
        if (restingSince != null) {
            waited = waited.plus(Duration.between(restingSince, now));
        }
        restingSince = null;
    }

    private void unpause(Instant now) {
        if (pause != null) {
            waited = waited.plus(Duration.between(pause.at(), now));
        }
        pause = null;
    }

    /** A pause that has not ended. */
    public Optional<Pause> pause() {
        return Optional.ofNullable(pause);
    }

    private Instant lastPassedAt() {
        return passed.get(passed.size() - 1).at();
    }

    /** Whether the share up to which it may go on has been passed. */
    public boolean isPaused() {
        return until < ALL && !passed.isEmpty() && passed.get(passed.size() - 1).percent() >= until;
    }

    /**
     * How long people, what they asked for, or the next stage of a Pipeline, have been waited for in all; where it was for two
     * of them at once, that counts twice, so that nobody's time runs out over the other.
     */
    public Duration waited(Instant now) {
        Duration paused = pause == null ? Duration.ZERO : Duration.between(pause.at(), now);
        return unpaused(now).plus(paused);
    }

    private Duration unpaused(Instant now) {
        if (question != null) {
            return waited.plus(Duration.between(question.at(), now));
        }
        if (restingSince != null) {
            return waited.plus(Duration.between(restingSince, now));
        }
        return isPaused() ? waited.plus(Duration.between(lastPassedAt(), now)) : waited;
    }

    private static int phase(Event event) {
        return event.data().path("phase").asInt();
    }

    /** What was measured is lost with the journal: the phase that the cluster shows is begun again. */
    private void adopt(Event event) {
        until = event.data().path("spec").path("until").asInt(ALL);
        for (JsonNode done : event.data().path("passed")) {
            passed.add(new Passed(
                    done.path("phase").asInt(),
                    done.path("percent").asInt(),
                    "adopted",
                    "the cluster shows that it was over",
                    event.time()));
        }
    }

    /** The phases that are over, in order. */
    public List<Passed> passed() {
        return List.copyOf(passed);
    }

    /** The looks of a phase, oldest first. */
    public List<Look> looks(int phase) {
        return List.copyOf(looks.getOrDefault(phase, List.of()));
    }

    /** The verdicts of the last look of a phase that was judged. */
    public Optional<Event> judged(int phase) {
        return Optional.ofNullable(judged.get(phase));
    }

    /** The question that is open. */
    public Optional<Question> question() {
        return Optional.ofNullable(question);
    }

    public Optional<Answer> answer(String question) {
        return Optional.ofNullable(answers.get(question));
    }

    /** Up to which share it may go on, in percent. */
    public int until() {
        return until;
    }

    public Instant continuedAt() {
        return continuedAt;
    }
}
