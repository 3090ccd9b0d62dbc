package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One measured value beside its target.
 *
 * @param took the value where it is a time
 * @param status MET, MISSED, RUNNING while it is not decided, or why there is none
 */
public record Timing(
        String name, String value, Optional<Duration> took, String target, Status status, String sentence) {
    /** From the start until the new version has all the traffic. */
    static final Duration DEPLOYMENT_WITHIN = Duration.ofMinutes(5);

    /** From the decision or the request until the last bad pod has ended. */
    static final Duration ROLLBACK_WITHIN = Duration.ofMinutes(2);

    static List<Timing> of(History history) {
        if (history.isVerification()) {
            return List.of(watched(history));
        }
        return List.of(history.isRamp() ? ramp(history) : deployment(history), rollback(history), requests(history));
    }

    private static Timing deployment(History history) {
        String name = "Deployment";
        if (history.isRollback()) {
            return none(name, DEPLOYMENT_WITHIN, Status.NOT_NEEDED, "This release is a rollback.");
        }
        Optional<Instant> switched = history.switchedAt();
        if (switched.isEmpty()) {
            return history.isRunning() && !history.turnedBack()
                    ? running(
                            name,
                            Duration.between(history.start(), history.now()),
                            DEPLOYMENT_WITHIN,
                            "since the start")
                    : none(name, DEPLOYMENT_WITHIN, Status.NOT_REACHED, "The traffic was not switched.");
        }
        Duration took = Duration.between(history.start(), switched.get());
        String until = history.endedAs(Outcome.PROMOTED)
                ? " Promoted after " + Words.between(history.start(), history.until())
                        + ", with the time that was asked for to watch and to stand by."
                : "";
        return measured(name, took, DEPLOYMENT_WITHIN, "From the start until the traffic was switched." + until);
    }

    /** Its target is what was asked for, without the time in which people were waited for. */
    private static Timing ramp(History history) {
        String name = "Ramp";
        Instant until = history.switchedAt().orElse(history.until());
        Duration waited = history.state().ramp().waited(until);
        Duration took = Duration.between(history.start(), until).minus(waited);
        Duration target = Standing.duration(history.spec("timeout")).orElse(Duration.ZERO);
        String without = waited.isZero() ? "" : " Without " + Words.text(waited) + " in which it waited for people.";
        if (history.switchedAt().isPresent()) {
            return measured(name, took, target, "From the start until the canary had all the traffic." + without);
        }
        return history.isRunning() && !history.turnedBack()
                ? running(name, took, target, "since the start")
                : none(name, target, Status.NOT_REACHED, "The canary did not get all the traffic.");
    }

    private static Timing watched(History history) {
        Duration took = Duration.between(history.start(), history.until());
        Duration target = Standing.duration(history.spec("during")).orElse(Duration.ZERO);
        boolean whole = history.endedAs(Outcome.PASSED) || history.endedAs(Outcome.INCONCLUSIVE);
        Status status = history.isRunning() ? Status.RUNNING : whole ? Status.DONE : Status.NOT_REACHED;
        return new Timing(
                "Watched",
                Words.text(took),
                Optional.of(took),
                "at least " + Words.text(target),
                status,
                status == Status.NOT_REACHED ? "It ended before its time." : "A look every " + every(history) + ".");
    }

    private static String every(History history) {
        return Standing.duration(history.spec("every")).map(Words::text).orElse("while");
    }

    private static Timing rollback(History history) {
        String name = "Rollback";
        Optional<Instant> asked = askedBack(history);
        if (asked.isEmpty()) {
            return none(name, ROLLBACK_WITHIN, Status.NOT_NEEDED, "Nothing was rolled back.");
        }
        Instant from = asked.get();
        if (history.isRunning()) {
            return running(name, Duration.between(from, history.now()), ROLLBACK_WITHIN, "since it was decided");
        }
        if (!history.endedAs(Outcome.ROLLED_BACK) && !history.endedAs(Outcome.ABORTED)) {
            return none(name, ROLLBACK_WITHIN, Status.NOT_REACHED, "It did not get to its end.");
        }
        Optional<Instant> traffic = history.isRollback() ? history.switchedAt() : history.switchedBackAt();
        String back = traffic.map(at -> " The traffic was back after " + Words.between(from, at) + ".")
                .orElse(" The traffic had not moved.");
        return measured(
                name,
                Duration.between(from, history.until()),
                ROLLBACK_WITHIN,
                (history.isRollback() ? "From the request" : "From the decision") + " until the last bad pod had ended."
                        + back);
    }

    /** When the way back began; a rollback that was asked for begins with its start. */
    private static Optional<Instant> askedBack(History history) {
        if (history.isRollback()) {
            return Optional.of(history.start());
        }
        return history.turn().filter(turn -> history.turnedBack()).map(ReleaseState.Decision::at);
    }

    private static Timing requests(History history) {
        String name = "Failed requests";
        List<RequestCount> counts = RequestCount.of(history);
        if (counts.isEmpty()) {
            return new Timing(
                    name,
                    "not counted",
                    Optional.empty(),
                    "target 0",
                    Status.NOT_COUNTED,
                    history.isRunning()
                            ? "Nobody has counted requests from outside so far."
                            : "Nobody counted requests from outside.");
        }
        long failed = RequestCount.failed(counts);
        String how = String.join(
                "; ",
                counts.stream()
                        .map(RequestCount::how)
                        .filter(h -> !h.isEmpty())
                        .distinct()
                        .toList());
        return new Timing(
                name,
                Words.number(failed),
                Optional.empty(),
                "target 0 · " + Words.number(RequestCount.sent(counts)) + " sent",
                failed == 0 ? Status.MET : Status.MISSED,
                how.isEmpty() ? "" : "Counted: " + how + ".");
    }

    private static Timing measured(String name, Duration took, Duration target, String sentence) {
        Status status = took.compareTo(target) < 0 ? Status.MET : Status.MISSED;
        return new Timing(name, Words.text(took), Optional.of(took), under(target), status, sentence);
    }

    private static Timing running(String name, Duration soFar, Duration target, String since) {
        Status status = soFar.compareTo(target) < 0 ? Status.RUNNING : Status.MISSED;
        return new Timing(
                name,
                Words.text(soFar),
                Optional.of(soFar),
                under(target),
                status,
                Words.capital(since) + ", not done yet.");
    }

    private static Timing none(String name, Duration target, Status status, String sentence) {
        return new Timing(name, "–", Optional.empty(), under(target), status, sentence);
    }

    private static String under(Duration target) {
        return "target under " + Words.text(target);
    }
}
