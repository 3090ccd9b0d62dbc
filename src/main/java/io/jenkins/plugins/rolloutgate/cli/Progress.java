package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.report.Tone;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Prints the events of a running release as they come, one line each for those that people wait for. Thread-safe. */
final class Progress {
    private static final int LOG_LINES = 5;

    private final Screen screen;
    private final Supplier<String> extra;
    private final Map<String, Event> intents = new HashMap<>();
    private final Map<String, String> verdicts = new HashMap<>();
    private Instant start = Instant.EPOCH;
    private String phase = "";
    private String shownPhase = "";
    private String waiting = "";
    private int shown;

    /**
     * Begins.
     *
     * @param extra what the status line says besides, such as the requests that are counted meanwhile
     */
    Progress(Screen screen, Supplier<String> extra) {
        this.screen = screen;
        this.extra = extra;
    }

    /** Prints those of the events so far that are not printed yet. */
    synchronized void show(List<Event> events) {
        for (Event event : events.subList(Math.min(shown, events.size()), events.size())) {
            show(event);
        }
        shown = events.size();
    }

    /** Says on the status line what is waited for, and for how long the release has run. */
    synchronized void tick(Instant now) {
        String what = waiting.isEmpty() ? phase : phase + ": " + waiting;
        String more = extra.get();
        screen.status("  " + seconds(now) + "  " + what + (more.isEmpty() ? "" : "  ·  " + more));
    }

    private String seconds(Instant at) {
        double elapsed = Duration.between(start, at).toMillis() / 1000.0;
        return String.format(Locale.ROOT, "%6.1f s", Math.max(0, elapsed));
    }

    private void show(Event event) {
        switch (event.kind()) {
            case STARTED, ADOPTED -> {
                String since = event.text("startedAt");
                start = since.isEmpty() ? event.time() : Instant.parse(since);
                screen.line(kind(event) + " " + screen.style().bold(event.text("release")));
                if (!since.isEmpty()) {
                    line(event, Tone.WARN, "taken over from the cluster, as its record is not here");
                }
            }
            case BASELINE -> baseline(event);
            case PHASE -> {
                endWait(event);
                phase = event.text("title");
            }
            case PROGRESS -> {
                waiting = event.text("text");
                if (!screen.hasStatus()) {
                    print(event, Tone.IDLE, waiting);
                }
            }
            case LOG -> log(event);
            case INTENT -> intents.put(event.text("key"), event);
            case WRITTEN -> written(event);
            case NOT_WRITTEN -> {
                if (event.data().has("problem")) {
                    line(event, Tone.WARN, "not written: " + event.text("reason"));
                }
            }
            case GATE -> gate(event);
            case DECISION -> decided(event);
            case PAUSED -> line(event, Tone.WARN, "held by " + event.actor() + ": " + event.text("reason"));
            case UNPAUSED -> line(event, Tone.INFO, "let go on by " + event.actor() + ": " + event.text("reason"));
            case ABORT_REQUESTED ->
                line(event, Tone.WARN, "asked to stop by " + event.actor() + ": " + event.text("reason"));
            case RESUMED -> line(event, Tone.WARN, "another process goes on with it");
            case OUTAGE -> line(event, Tone.WARN, "the cluster answers again");
            case WARNING -> line(event, Tone.WARN, event.text("text"));
            case JUDGED -> event.data().path("verdicts").forEach(verdict -> judged(event, verdict));
            case PHASE_PASSED ->
                line(
                        event,
                        Tone.PASS,
                        event.data().path("percent").asInt() + "% passed by " + event.text("by") + ": "
                                + event.text("reason"));
            case ANSWERED ->
                line(
                        event,
                        Tone.INFO,
                        event.text("answer") + " by " + event.actor()
                                + (event.text("comment").isEmpty() ? "" : ": " + event.text("comment")));
            case WITHDRAWN -> line(event, Tone.INFO, "the question was taken back: " + event.text("reason"));
            case CONTINUED ->
                line(
                        event,
                        Tone.INFO,
                        "continued up to " + event.data().path("until").asInt() + "%");
            case DRAINED -> line(event, Tone.INFO, "drained " + event.text("how") + ", " + event.text("detail"));
            default -> {}
        }
    }

    /** Why it is held is what the release ends with at once, with what can be done. */
    private void decided(Event event) {
        boolean isHeld = event.text("decision").equals("hold");
        line(event, Tone.FAIL, isHeld ? "held for a person" : event.text("decision") + ": " + event.text("reason"));
    }

    /** A verification has a record like a release, and is none. */
    private static String kind(Event event) {
        if (!event.text("strategy").equals(VerifySpec.STRATEGY)) {
            return "release";
        }
        return event.data().at("/spec/capture").asText().isEmpty() ? "verification" : "baseline";
    }

    private static Tone tone(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Tone.PASS;
            case FAIL -> Tone.FAIL;
            default -> Tone.WARN;
        };
    }

    private void baseline(Event event) {
        var baseline = event.data().path("baseline");
        String sides = baseline.has("active")
                ? " on " + baseline.path("active").asText() + ", "
                        + baseline.path("newImage").asText() + " goes to "
                        + baseline.path("idle").asText()
                : " on stable, " + baseline.path("newImage").asText() + " goes to the canary";
        if (!baseline.isMissingNode()) {
            line(event, Tone.INFO, baseline.path("oldImage").asText() + sides);
        }
        event.data().path("warnings").forEach(warning -> line(event, Tone.WARN, warning.asText()));
    }

    private void written(Event event) {
        Event intent = intents.get(event.text("key"));
        if (intent != null) {
            line(
                    event,
                    Tone.INFO,
                    intent.data().at("/object/kind").asText().toLowerCase(Locale.ROOT) + " "
                            + intent.data().at("/object/name").asText() + ": " + intent.text("summary"));
        }
    }

    private void gate(Event event) {
        if (event.text("gate").equals("explain")) {
            // Decides nothing by itself; the decision quotes it.
            return;
        }
        Verdict verdict = Verdict.valueOf(event.text("verdict"));
        line(event, tone(verdict), (verdict == Verdict.PASS ? "" : verdict + ": ") + event.text("sentence"));
    }

    /** A verdict is told when it is another one than at the look before. */
    private void judged(Event event, JsonNode verdict) {
        String now = verdict.path("verdict").asText();
        if (!now.equals(verdicts.put(verdict.path("objective").asText(), now))) {
            line(event, tone(Verdict.valueOf(now)), verdict.path("sentence").asText());
        }
    }

    private void log(Event event) {
        var lines = event.data().path("lines");
        for (int i = Math.max(0, lines.size() - LOG_LINES); i < lines.size(); i++) {
            line(event, Tone.IDLE, "log | " + lines.get(i).asText());
        }
    }

    private void line(Event event, Tone tone, String text) {
        endWait(event);
        print(event, tone, text);
    }

    /** Where a status line shows every step of a wait, only its last one is kept. */
    private void endWait(Event next) {
        if (screen.hasStatus() && !waiting.isEmpty()) {
            print(next, Tone.IDLE, waiting);
        }
        waiting = "";
    }

    private void print(Event event, Tone tone, String raw) {
        String text = Screen.plain(raw);
        String label = phase.equals(shownPhase) ? "" : phase;
        shownPhase = phase;
        Style style = screen.style();
        screen.line("  " + style.dim(seconds(event.time())) + "  " + String.format("%-21s", label) + " "
                + style.mark(tone) + " " + (tone == Tone.IDLE ? style.dim(text) : text));
    }
}
