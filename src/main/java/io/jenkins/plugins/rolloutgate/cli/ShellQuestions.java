package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.run.Release;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.strategy.OnFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Lets whoever sits at the shell answer the questions of a release, a line each: {@code go}, {@code no-go} or
 * {@code hold}, and behind it what is to be remembered. Reads on a thread of its own, which ends with the process.
 */
final class ShellQuestions {
    private static final Set<String> ANSWERS = Set.of("go", "no-go", "hold");
    private static final Set<EventKind> ENDS =
            EnumSet.of(EventKind.ANSWERED, EventKind.WITHDRAWN, EventKind.DECISION, EventKind.ENDED);

    private final Shell shell;
    private final Screen screen;
    private volatile String open = "";
    private boolean reading;

    ShellQuestions(Shell shell, Screen screen) {
        this.shell = shell;
        this.screen = screen;
    }

    /** Notices questions and their ends, each once; one that was open before a recovery is asked again. */
    synchronized void see(Release release) {
        Optional<Event> asked = open(release.events());
        String id = asked.map(question -> question.text("id")).orElse("");
        boolean isNew = !id.equals(open);
        open = id;
        if (isNew) {
            asked.ifPresent(question -> ask(question, release));
        }
    }

    /** The question that nobody has answered yet. */
    static Optional<Event> open(List<Event> events) {
        Event open = null;
        for (Event event : events) {
            open = event.kind() == EventKind.QUESTION ? event : ENDS.contains(event.kind()) ? null : open;
        }
        return Optional.ofNullable(open);
    }

    private void ask(Event question, Release release) {
        screen.line(screen.style().bold("  " + Screen.plain(question.text("text"))));
        screen.line("  " + how(question));
        if (!reading) {
            reading = true;
            Thread thread = new Thread(() -> read(release), "rollout-gate-questions");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** How it is answered, and what follows when nobody does. */
    static String how(Event question) {
        boolean back = OnFailure.valueOf(question.text("silence")) == OnFailure.ROLLBACK;
        return "answer with go, no-go or hold, and a comment behind it; after "
                + Durations.text(Duration.parse(question.text("expires"))) + " without an answer it "
                + (back ? "rolls back" : "is held as it stands");
    }

    private void read(Release release) {
        try {
            BufferedReader lines = shell.input();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answer(line.strip(), release);
            }
        } catch (IOException e) {
            screen.line("  no answers can be read: " + e.getMessage());
        }
    }

    private void answer(String line, Release release) {
        String[] words = line.split("\\s+", 2);
        String answer = words[0].toLowerCase(Locale.ROOT);
        if (open.isEmpty() || line.isEmpty()) {
            return;
        }
        if (!ANSWERS.contains(answer)) {
            screen.line("  '" + answer + "' is no answer: write go, no-go or hold");
            return;
        }
        release.decide(shell.user(), "user of the shell", open, answer, words.length > 1 ? words[1] : "");
    }
}
