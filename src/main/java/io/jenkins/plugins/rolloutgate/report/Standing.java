package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the release stands: its outcome and why, or what it is doing and until when.
 *
 * @param question what a person is asked now; empty when nobody is
 */
public record Standing(
        Status status, Tone tone, String title, String sentence, List<Fact> facts, Optional<OpenQuestion> question) {

    private Standing(Status status, Tone tone, String title, String sentence, List<Fact> facts) {
        this(status, tone, title, sentence, facts, Optional.empty());
    }

    static Standing of(History history) {
        if (history.isEmpty()) {
            return new Standing(Status.NOT_RUN, Tone.IDLE, "Nothing is recorded", "", List.of());
        }
        return history.end().map(end -> ended(history, end)).orElseGet(() -> running(history));
    }

    /** The same, as told by a record that cannot be relied on. */
    Standing unproved() {
        return new Standing(status, Tone.WARN, title, sentence, facts, question);
    }

    /** What whoever finds it held can do; empty for all others. */
    public List<Fact> choices() {
        return status == Status.HELD
                ? facts.stream().filter(fact -> fact.label().startsWith("To ")).toList()
                : List.of();
    }

    private static Standing ended(History history, ReleaseState.End end) {
        Status status = Status.valueOf(end.outcome().name());
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Ended", Words.date(end.at()) + ", after " + Words.between(history.start(), end.at())));
        if (end.outcome() == Outcome.HELD) {
            facts.addAll(choices(history));
        }
        moments(history, facts);
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

    private static void moments(History history, List<Fact> facts) {
        boolean ramp = history.isRamp();
        if (ramp) {
            history.traffic()
                    .flatMap(Traffic::movedAt)
                    .ifPresent(at -> facts.add(moment(history, "First traffic", at)));
        }
        history.switchedAt().ifPresent(at -> facts.add(moment(history, ramp ? "All traffic" : "Switched", at)));
        history.switchedBackAt()
                .ifPresent(at -> facts.add(moment(history, ramp ? "Traffic back" : "Switched back", at)));
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
        String old = history.sides().map(Sides::oldWord).orElse("the old side");
        String fresh = history.sides().map(Sides::newWord).orElse("the new side");
        double target = history.traffic().map(Traffic::target).orElse(0.0);
        if (target > 0 && history.isRamp()) {
            return List.of(
                    new Fact("To go back", byHand(history)),
                    new Fact("To stay", "nothing to do for the traffic; both sides keep their pods"));
        }
        if (target > 0) {
            return List.of(
                    new Fact(
                            "To go back",
                            "blueGreenRollback, or rollout-gate rollback -n " + history.spec("namespace") + " -a "
                                    + history.spec("application") + " from a shell"),
                    new Fact("To stay", "nothing to do for the traffic; " + old + " keeps its pods"));
        }
        return List.of(
                new Fact("To try again", "remove the cause and start a new release"),
                new Fact("To leave it", "nothing to do for the traffic; " + fresh + " keeps its pods"));
    }

    /** Nothing of ours takes a held canary back: it is over, and the next one is refused until all is on stable. */
    private static String byHand(History history) {
        String kubectl = "kubectl -n " + history.spec("namespace");
        String stable = history.sides().map(Sides::oldDeployment).orElse("stable");
        String canary = history.sides().map(Sides::newDeployment).orElse("canary");
        boolean weighted = history.sides().filter(Sides::weighted).isPresent();
        String kind = history.spec("router").equals("HTTP_ROUTE") ? "httproute " : "virtualservice ";
        return "by hand, once " + stable + " stands at full size: "
                + (weighted
                        ? kubectl + " edit " + kind + history.spec("route") + " to weight 100 for "
                                + history.spec("stableService") + " and 0 for " + history.spec("canaryService")
                                + ", then "
                        : "")
                + kubectl + " scale deployment " + canary + " --replicas=0";
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
        Optional<OpenQuestion> question = OpenQuestion.of(history);
        if (question.isPresent()) {
            return asked(history, question.get());
        }
        Optional<ReleaseState.Decision> abort = state.abort();
        abort.ifPresent(
                asked -> facts.add(new Fact("Stop asked", Words.clock(asked.at()) + " UTC, " + asked.reason())));
        state.ramp()
                .pause()
                .ifPresent(pause -> facts.add(new Fact(
                        "Kept here by",
                        pause.actor() + " since " + Words.clock(pause.at()) + " UTC: " + pause.reason())));
        if (state.phase().name().isEmpty()) {
            return new Standing(Status.RUNNING, Tone.INFO, "Checking what stands", "", facts);
        }
        facts.add(new Fact("Since", since(history, state.phase().since())));
        RampRow.current(RampRow.of(history)).ifPresent(row -> facts.add(new Fact("Held", held(row))));
        deadline(history).ifPresent(facts::add);
        facts.add(new Fact("If it fails", ifItFails(history)));
        List<PhaseRow> phases = PhaseRow.of(history);
        String title = phases.get(phases.size() - 1).title();
        return new Standing(Status.RUNNING, Tone.INFO, Words.capital(title), progress(history), facts);
    }

    private static Standing asked(History history, OpenQuestion question) {
        List<Fact> facts = new ArrayList<>();
        Duration left = Duration.between(history.now(), question.until());
        facts.add(new Fact(
                "Until",
                Words.clock(question.until()) + " UTC, "
                        + (left.isNegative() ? "overdue" : Words.text(left) + " left")));
        facts.add(new Fact(
                "No answer",
                question.silence().equals("ROLLBACK")
                        ? "rolls back to " + history.oldName()
                        : "stays at " + question.percent() + "\u00a0% for a person; nothing goes on"));
        facts.add(new Fact("Answers", String.join(", ", question.answers())));
        facts.add(new Fact("Asked", since(history, question.askedAt())));
        Optional<RampRow> current = RampRow.current(RampRow.of(history));
        current.ifPresent(row -> facts.add(new Fact("Held", held(row))));
        facts.add(new Fact(
                "Evidence", evidence(question, current.map(RampRow::cells).orElse(List.of()))));
        return new Standing(
                Status.RUNNING,
                Tone.WARN,
                "Waiting for " + question.who(),
                question.text(),
                facts,
                Optional.of(question));
    }

    /** The verdicts; their sentences stand with the objectives. */
    private static String evidence(OpenQuestion question, List<RampRow.Cell> cells) {
        return cells.isEmpty()
                ? Words.capital(question.evidence())
                : Words.capital(cells.stream()
                        .map(cell -> cell.objective() + " " + cell.verdict().word()
                                + (cell.value().isEmpty() ? "" : ", " + cell.value()))
                        .collect(Collectors.joining("; ")));
    }

    private static String held(RampRow row) {
        return Words.text(row.held()) + " of " + Words.text(row.hold()) + " at " + row.percent() + "\u00a0%";
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
        Instant deadline =
                history.start().plus(timeout.get()).plus(history.state().ramp().waited(history.now()));
        Duration left = Duration.between(history.now(), deadline);
        return Optional.of(new Fact(
                history.isRamp() ? "All traffic by" : "Switch by",
                Words.clock(deadline) + " UTC, " + (left.isNegative() ? "overdue" : Words.text(left) + " left")));
    }

    private static String ifItFails(History history) {
        if (history.isVerification()) {
            return "ends as FAILED; nothing is changed";
        }
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
}
