package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the traffic is safe, in one sentence, and who has it.
 *
 * @param newShare the new version's share, 0 to 1, of the ready endpoints or by weight; empty when there are none or none
 *     were observed
 */
public record Safety(Tone tone, String sentence, String detail, Optional<Double> newShare, List<Fact> facts) {

    static Safety of(History history) {
        if (history.isVerification()) {
            return verification(history);
        }
        if (history.traffic().isEmpty()) {
            String detail = history.end().map(ReleaseState.End::reason).orElse("");
            boolean over = history.end().isPresent();
            return new Safety(
                    Tone.IDLE,
                    over ? "Traffic was not touched" : "Traffic has not been touched",
                    over ? Words.capital(detail) : "What stands is being checked first.",
                    Optional.empty(),
                    List.of());
        }
        Sides sides = history.sides().orElseThrow();
        Traffic traffic = history.traffic().orElseThrow();
        Optional<Traffic.Seen> seen = history.endpoints();
        Judgement judgement = judge(history, traffic, seen);
        return new Safety(
                judgement.tone(),
                judgement.sentence(),
                judgement.detail(),
                seen.flatMap(Traffic.Seen::share),
                facts(history, sides, traffic, seen));
    }

    private static Safety verification(History history) {
        List<ObjectiveRow> rows = ObjectiveRow.of(history);
        long met = rows.stream().filter(row -> row.verdict() == Status.PASS).count();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Objectives", met + " of " + rows.size() + " met"));
        worthALook(rows).ifPresent(facts::add);
        facts.add(new Fact("Looks", Words.number(history.all(EventKind.JUDGED).count())));
        Timing.of(history)
                .forEach(timing -> facts.add(new Fact(timing.name(), timing.value() + ", " + timing.target())));
        return new Safety(Tone.IDLE, "Traffic is not touched", "A verification only looks.", Optional.empty(), facts);
    }

    /** The same, as told by a record that cannot be relied on. */
    Safety unproved() {
        return new Safety(Tone.WARN, "Not proved: " + Words.small(sentence), detail, newShare, facts);
    }

    private record Judgement(Tone tone, String sentence, String detail) {}

    private static Judgement judge(History history, Traffic traffic, Optional<Traffic.Seen> endpoints) {
        if (endpoints.filter(seen -> seen.sum() == 0).isPresent()) {
            return new Judgement(
                    Tone.FAIL,
                    "Neither version has the traffic",
                    "Service " + history.spec("service")
                            + " has no ready endpoint of either, by the last observation.");
        }
        boolean part = traffic.target() > 0 && traffic.target() < 1;
        return part ? shared(history, traffic, endpoints) : whole(history, traffic, endpoints);
    }

    /** Both versions are to have a part of it. */
    private static Judgement shared(History history, Traffic traffic, Optional<Traffic.Seen> endpoints) {
        double share = endpoints.flatMap(Traffic.Seen::share).orElse(traffic.target());
        String fresh = HeadSection.percent(share) + " on " + history.newName();
        String old = HeadSection.percent(1 - share) + " on " + history.oldName();
        if (history.turned("hold") || history.endedAs(Outcome.HELD)) {
            return new Judgement(
                    Tone.WARN, "Held: traffic is " + fresh + ", " + old, "Nothing moves until a person decides.");
        }
        if (history.turnedBack()) {
            return new Judgement(
                    Tone.FAIL,
                    "Traffic is still " + fresh,
                    "It failed; the old version is made ready, then it gets all the traffic.");
        }
        Optional<Judgement> doubt = doubt(history, "Traffic is " + fresh + ", " + old);
        if (doubt.isPresent()) {
            return doubt.get();
        }
        List<ObjectiveRow> deciding = deciding(history);
        return new Judgement(
                Tone.PASS,
                "Traffic is safe: " + old + ", " + fresh,
                "Every objective that decides is met (" + deciding.size() + " of " + deciding.size() + ").");
    }

    /** What speaks against calling the new version's share of the traffic safe. */
    private static Optional<Judgement> doubt(History history, String sentence) {
        Optional<String> pods = Stream.of("canary-pods", "stands")
                .flatMap(gate -> history.state().gate(gate).stream())
                .filter(gate -> gate.verdict() != Verdict.PASS)
                .map(ReleaseState.GateResult::sentence)
                .findFirst();
        if (pods.isPresent()) {
            return Optional.of(new Judgement(Tone.WARN, sentence + ", short of pods", Words.capital(pods.get()) + "."));
        }
        if (!history.isRamp()) {
            return Optional.empty();
        }
        Optional<RampRow> now = RampRow.current(RampRow.of(history));
        boolean judged = now.filter(
                        row -> history.state().ramp().judged(row.phase()).isPresent())
                .isPresent();
        List<ObjectiveRow> deciding = deciding(history);
        if (deciding.isEmpty()) {
            return Optional.of(
                    new Judgement(Tone.INFO, sentence, "Nothing is measured; only that the pods of the canary stand."));
        }
        if (!judged) {
            return Optional.of(new Judgement(Tone.INFO, sentence, "This share has not been judged yet."));
        }
        List<String> open = deciding.stream()
                .filter(row -> row.verdict() != Status.PASS)
                .map(row -> row.name() + " " + row.verdict().word())
                .toList();
        boolean failed = deciding.stream().anyMatch(row -> row.verdict() == Status.FAIL);
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(new Judgement(
                        failed ? Tone.WARN : Tone.INFO, sentence, "Not proved safe: " + String.join(", ", open) + "."));
    }

    private static List<ObjectiveRow> deciding(History history) {
        return ObjectiveRow.of(history).stream().filter(ObjectiveRow::decides).toList();
    }

    /** One version is to have it all. */
    private static Judgement whole(History history, Traffic traffic, Optional<Traffic.Seen> endpoints) {
        boolean toNew = traffic.target() >= 1;
        String holder = toNew ? history.newName() : history.oldName();
        boolean mixed = endpoints
                .filter(seen -> toNew ? seen.old() > 0 : seen.fresh() > 0)
                .isPresent();
        if (mixed) {
            String direction = traffic.switchedBackAt().isPresent() ? "moving back to " : "moving to ";
            return new Judgement(
                    Tone.INFO, "Traffic is " + direction + holder, "The change is written; endpoints follow.");
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
        if (toNew && history.isRunning() && !traffic.isPromoted()) {
            Optional<Judgement> doubt = doubt(history, "Traffic is on " + holder);
            boolean ramping =
                    history.state().ramp().passed().size() < RampRow.of(history).size();
            if (doubt.filter(d -> ramping || d.tone() == Tone.WARN).isPresent()) {
                return doubt.get();
            }
        }
        return new Judgement(Tone.PASS, "Traffic is safe: all on " + holder, reassurance(history, traffic));
    }

    private static String reassurance(History history, Traffic traffic) {
        if (traffic.switchedBackAt().isPresent()) {
            return history.oldName() + " has had it again since "
                    + Words.clock(traffic.switchedBackAt().get()) + " UTC.";
        }
        return traffic.switchedAt()
                .map(at -> history.newName() + " has had it since " + Words.clock(at) + " UTC.")
                .orElse("It never left the old version.");
    }

    private static List<Fact> facts(History history, Sides sides, Traffic traffic, Optional<Traffic.Seen> endpoints) {
        List<Fact> facts = new ArrayList<>();
        endpoints.ifPresent(seen -> facts.add(new Fact("In service", inService(sides, traffic, seen))));
        facts.add(new Fact("Way back", wayBack(history, sides, traffic)));
        if (history.isRunning()) {
            worthALook(ObjectiveRow.of(history)).ifPresent(facts::add);
        }
        history.all(EventKind.DRAINED)
                .reduce((one, other) -> other)
                .ifPresent(event -> facts.add(
                        new Fact("Old side", "drained " + event.text("how") + " (" + event.text("detail") + ")")));
        facts.add(new Fact("Requests lost", RequestCount.sentence(RequestCount.of(history))));
        return facts;
    }

    private static Optional<Fact> worthALook(List<ObjectiveRow> rows) {
        String open = String.join(
                "; ",
                rows.stream()
                        .filter(row -> row.verdict() == Status.FAIL || row.verdict() == Status.INCONCLUSIVE)
                        .map(row -> row.name() + " " + row.verdict().word() + (row.decides() ? "" : ", only recorded"))
                        .toList());
        return open.isEmpty() ? Optional.empty() : Optional.of(new Fact("Worth a look", open));
    }

    /** The side that has most of the traffic comes first. */
    private static String inService(Sides sides, Traffic traffic, Traffic.Seen seen) {
        if (traffic.isPromoted()) {
            return amount(sides, seen.fresh()) + " of " + sides.oldWord() + " (new)";
        }
        boolean fresh = seen.fresh() > seen.old();
        String old = " of " + sides.oldWord() + " (old)";
        String neu = " of " + sides.newWord() + " (new)";
        return (fresh ? amount(sides, seen.fresh()) + neu : amount(sides, seen.old()) + old) + ", "
                + (fresh ? rest(sides, seen.old()) + old : rest(sides, seen.fresh()) + neu);
    }

    private static String amount(Sides sides, double amount) {
        return sides.weighted()
                ? Math.round(amount) + "\u00a0% by the route’s weights"
                : Words.count(Math.round(amount), "ready pod");
    }

    private static String rest(Sides sides, double amount) {
        return sides.weighted() ? Math.round(amount) + "\u00a0%" : Words.number(Math.round(amount));
    }

    private static String wayBack(History history, Sides sides, Traffic traffic) {
        if (traffic.target() == 0) {
            return traffic.movedAt().isPresent()
                    ? "taken: the traffic went back"
                    : "not needed: the traffic has not moved";
        }
        if (traffic.isPromoted() || history.state().phase().name().equals("PROMOTE")) {
            return "closed: " + sides.oldWord() + " runs the new version; to go back, release the old image";
        }
        return history.state()
                .written("scale-old")
                .map(at -> "closed to one write: " + sides.oldWord() + " was scaled down at " + Words.clock(at)
                        + " UTC, so a rollback scales it up first")
                .orElse(
                        history.isRamp()
                                ? "open: " + sides.oldWord() + " takes it back once it is proved ready"
                                : "open: " + sides.oldWord() + " still stands, one write");
    }
}
