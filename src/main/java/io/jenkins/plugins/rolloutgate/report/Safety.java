package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the traffic is safe, in one sentence, and who has it.
 *
 * @param newShare share of the ready endpoints that are the new version's, 0 to 1; empty when there are none or none
 *     were observed
 */
public record Safety(Tone tone, String sentence, String detail, Optional<Double> newShare, List<Fact> facts) {

    static Safety of(History history) {
        if (history.baseline().isEmpty()) {
            String detail = history.end().map(ReleaseState.End::reason).orElse("");
            boolean over = history.end().isPresent();
            return new Safety(
                    Tone.IDLE,
                    over ? "Traffic was not touched" : "Traffic has not been touched",
                    over ? Words.capital(detail) : "What stands is being checked first.",
                    Optional.empty(),
                    List.of());
        }
        Optional<History.Endpoints> endpoints = history.endpoints();
        Optional<Double> share =
                endpoints.filter(seen -> seen.sum() > 0).map(seen -> (double) seen.fresh() / seen.sum());
        Judgement judgement = judge(history, endpoints);
        return new Safety(judgement.tone(), judgement.sentence(), judgement.detail(), share, facts(history, endpoints));
    }

    /** The same, as told by a record that cannot be relied on. */
    Safety unproved() {
        return new Safety(Tone.WARN, "Not proved: " + Words.small(sentence), detail, newShare, facts);
    }

    private record Judgement(Tone tone, String sentence, String detail) {}

    private static Judgement judge(History history, Optional<History.Endpoints> endpoints) {
        boolean toNew = history.selectsNew();
        String holder = toNew ? history.newName() : history.oldName();
        if (endpoints.filter(seen -> seen.sum() == 0).isPresent()) {
            return new Judgement(
                    Tone.FAIL,
                    "Neither version has the traffic",
                    "Service " + history.spec("service")
                            + " has no ready endpoint of either, by the last observation.");
        }
        boolean mixed = endpoints
                .filter(seen -> toNew ? seen.old() > 0 : seen.fresh() > 0)
                .isPresent();
        if (mixed) {
            String direction = history.switchedBackAt().isPresent() ? "moving back to " : "moving to ";
            return new Judgement(
                    Tone.INFO, "Traffic is " + direction + holder, "The selector is set; endpoints follow.");
        }
        if (history.turned("hold") || history.endedAs(Outcome.HELD)) {
            return new Judgement(
                    Tone.WARN, "Held: all traffic is on " + holder, "Nothing moves until a person decides.");
        }
        if (toNew && history.turnedBack()) {
            return new Judgement(
                    Tone.FAIL,
                    "Traffic is still on " + holder,
                    "It failed; the old version is made ready, then the traffic goes back.");
        }
        Optional<ReleaseState.GateResult> stands = history.state().gate("stands");
        if (toNew
                && history.isRunning()
                && stands.filter(gate -> gate.verdict() != Verdict.PASS).isPresent()) {
            return new Judgement(
                    Tone.WARN,
                    "Traffic is on " + holder + ", short of pods",
                    Words.capital(stands.get().sentence()) + ".");
        }
        return new Judgement(Tone.PASS, "Traffic is safe: all on " + holder, reassurance(history));
    }

    private static String reassurance(History history) {
        if (history.switchedBackAt().isPresent()) {
            return history.oldName() + " has had it again since "
                    + Words.clock(history.switchedBackAt().get()) + " UTC.";
        }
        return history.switchedAt()
                .map(at -> history.newName() + " has had it since " + Words.clock(at) + " UTC.")
                .orElse("It never left the old version.");
    }

    private static List<Fact> facts(History history, Optional<History.Endpoints> endpoints) {
        List<Fact> facts = new ArrayList<>();
        endpoints.ifPresent(seen -> facts.add(new Fact("In service", inService(history, seen))));
        facts.add(new Fact("Way back", wayBack(history)));
        history.all(EventKind.DRAINED)
                .reduce((one, other) -> other)
                .ifPresent(event -> facts.add(
                        new Fact("Old side", "drained " + event.text("how") + " (" + event.text("detail") + ")")));
        facts.add(new Fact("Requests lost", RequestCount.sentence(RequestCount.of(history))));
        return facts;
    }

    /** The side that has the traffic comes first. */
    private static String inService(History history, History.Endpoints seen) {
        String old = " of " + history.oldColour() + " (old)";
        String fresh = " of " + history.newColour() + " (new)";
        return history.selectsNew()
                ? Words.count(seen.fresh(), "ready pod") + fresh + ", " + seen.old() + old
                : Words.count(seen.old(), "ready pod") + old + ", " + seen.fresh() + fresh;
    }

    private static String wayBack(History history) {
        if (!history.selectsNew()) {
            return history.switchedAt().isPresent()
                    ? "taken: the traffic went back"
                    : "not needed: the traffic has not moved";
        }
        return history.state()
                .written("scale-old")
                .map(at -> "closed to one write: " + history.oldColour() + " was scaled down at " + Words.clock(at)
                        + " UTC, so a rollback scales it up first")
                .orElse("open: " + history.oldColour() + " still stands, one write");
    }
}
