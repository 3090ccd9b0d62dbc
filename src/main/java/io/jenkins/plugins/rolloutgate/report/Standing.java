package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.strategy.Phase;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the release stands: its outcome and why, or what it is doing and until when. */
public record Standing(Status status, Tone tone, String title, String sentence, List<Fact> facts) {

    static Standing of(History history) {
        if (history.isEmpty()) {
            return new Standing(Status.NOT_RUN, Tone.IDLE, "Nothing is recorded", "", List.of());
        }
        return history.end().map(end -> ended(history, end)).orElseGet(() -> running(history));
    }

    /** The same, as told by a record that cannot be relied on. */
    Standing unproved() {
        return new Standing(status, Tone.WARN, title, sentence, facts);
    }

    private static Standing ended(History history, ReleaseState.End end) {
        Status status = Status.valueOf(end.outcome().name());
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Ended", Words.date(end.at()) + ", after " + Words.between(history.start(), end.at())));
        if (end.outcome() == Outcome.HELD) {
            facts.addAll(choices(history));
        }
        history.switchedAt().ifPresent(at -> facts.add(moment(history, "Switched", at)));
        history.switchedBackAt().ifPresent(at -> facts.add(moment(history, "Switched back", at)));
        image(facts, "Old image", history.oldImage());
        image(facts, "New image", history.newImage());
        boolean asAsked = history.isRollback() && end.outcome() == Outcome.ROLLED_BACK;
        String title =
                switch (end.outcome()) {
                    case HELD -> "HELD: a person must decide";
                    case ROLLED_BACK -> asAsked ? "ROLLED BACK, as asked" : "ROLLED BACK";
                    default -> status.word();
                };
        history.state()
                .abort()
                .ifPresent(abort ->
                        facts.add(new Fact("Stop asked", Words.clock(abort.at()) + " UTC, " + abort.reason())));
        Tone tone = asAsked ? Tone.PASS : status.tone();
        return new Standing(status, tone, title, Words.capital(end.reason()), facts);
    }

    private static Fact moment(History history, String label, Instant at) {
        return new Fact(label, Words.clock(at) + " UTC, after " + Words.between(history.start(), at));
    }

    private static void image(List<Fact> facts, String label, String image) {
        if (!image.isEmpty()) {
            facts.add(new Fact(label, image));
        }
    }

    /** What whoever finds a held release can do. */
    private static List<Fact> choices(History history) {
        if (history.selectsNew()) {
            return List.of(
                    new Fact("To go back", "blueGreenRollback, or rollout-gate rollback from a shell"),
                    new Fact("To stay", "nothing to do for the traffic; " + history.oldColour() + " keeps its pods"));
        }
        return List.of(
                new Fact("To try again", "remove the cause and start a new release"),
                new Fact("To leave it", "nothing to do for the traffic; " + history.newColour() + " keeps its pods"));
    }

    private static Standing running(History history) {
        ReleaseState state = history.state();
        List<Fact> facts = new ArrayList<>();
        if (history.turnedBack()) {
            ReleaseState.Decision turn = history.turn().orElseThrow();
            facts.add(new Fact("Since", since(history, turn.at())));
            facts.add(new Fact("Now", progress(history)));
            return new Standing(Status.RUNNING, Tone.FAIL, "Rolling back", Words.capital(turn.reason()), facts);
        }
        Optional<ReleaseState.Decision> abort = state.abort();
        abort.ifPresent(
                asked -> facts.add(new Fact("Stop asked", Words.clock(asked.at()) + " UTC, " + asked.reason())));
        if (state.phase().name().isEmpty()) {
            return new Standing(Status.RUNNING, Tone.INFO, "Checking what stands", "", facts);
        }
        facts.add(new Fact("Since", since(history, state.phase().since())));
        deadline(history).ifPresent(facts::add);
        facts.add(new Fact("If it fails", ifItFails(history)));
        return new Standing(
                Status.RUNNING, Tone.INFO, Words.capital(title(state.phase().name())), progress(history), facts);
    }

    private static String since(History history, Instant since) {
        return Words.clock(since) + " UTC, for " + Words.between(since, history.now());
    }

    private static String progress(History history) {
        return Words.capital(history.state().progress());
    }

    private static Optional<Fact> deadline(History history) {
        Optional<Duration> timeout = duration(history.spec("timeout"));
        if (history.switchedAt().isPresent() || timeout.isEmpty()) {
            return Optional.empty();
        }
        Instant deadline = history.start().plus(timeout.get());
        Duration left = Duration.between(history.now(), deadline);
        return Optional.of(new Fact(
                "Switch by",
                Words.clock(deadline) + " UTC, " + (left.isNegative() ? "overdue" : Words.text(left) + " left")));
    }

    private static String ifItFails(History history) {
        boolean back = history.spec("onFailure").equals("ROLLBACK") && !history.isRollback();
        return back ? "rolls back to " + history.oldName() : "stays as it is for a person";
    }

    static Optional<Duration> duration(String iso) {
        try {
            return Optional.of(Duration.parse(iso));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A phase in words; an unknown one by its name. */
    static String title(String phase) {
        return Phase.of(phase).title();
    }
}
