package io.jenkins.plugins.rolloutgate.checklist.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.checklist.bind.Binding;
import io.jenkins.plugins.rolloutgate.checklist.bind.Binding.Expected;
import io.jenkins.plugins.rolloutgate.checklist.state.Facts.Judged;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.slo.Words;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Looks up what the record says about a binding. What was cut short, inconclusive or never run proves nothing. */
final class Proofs {
    /** What the record of a checklist tells itself; everything else is told by releases. */
    private static final Set<Binding.Kind> OWN =
            EnumSet.of(Binding.Kind.GATE, Binding.Kind.CHECK, Binding.Kind.JUNIT, Binding.Kind.SIGN);

    private final Facts facts;
    private final SignOffs signOffs;

    Proofs(Facts facts, SignOffs signOffs) {
        this.facts = facts;
        this.signOffs = signOffs;
    }

    boolean isAsked(String role) {
        return signOffs.ofRole(role).isPresent();
    }

    Proof of(Binding binding) {
        if (facts.isOfChecklist() && !OWN.contains(binding.kind())) {
            return Proof.pending("waits for " + binding.text());
        }
        return switch (binding.kind()) {
            case GATE -> gate(binding.subject(), binding);
            case CHECK -> gate("check " + binding.subject(), binding);
            case JUNIT -> gate("junit " + binding.subject(), binding);
            case SLO -> objective(binding);
            case VALUE -> value(binding);
            case PHASE -> phase(binding);
            case TRAFFIC -> traffic(binding, binding.at().orElse(100));
            case PODS -> pods(binding);
            case TIME -> time(binding);
            case MOMENT -> reached(binding, moment(binding), binding.subject());
            case REQUESTS -> requests(binding);
            case OUTCOME -> outcome(binding);
            case SIGN -> signOffs.proof(binding.subject());
        };
    }

    private Proof gate(String name, Binding binding) {
        Optional<Event> gate = facts.gate(name);
        if (gate.isEmpty()) {
            return Proof.pending("waits for " + name);
        }
        Event event = gate.get();
        String sentence = event.text("sentence");
        return switch (event.text("verdict")) {
            case "PASS" -> expected(binding, event, event.data().path("numbers"), sentence);
            case "FAIL" -> Proof.of(false, event, sentence);
            default -> Proof.pending(event.text("verdict") + ": " + sentence);
        };
    }

    /** A pass with other numbers than the item names is none. */
    private static Proof expected(Binding binding, Event event, JsonNode numbers, String sentence) {
        for (Expected expected : binding.expected()) {
            JsonNode number = numbers.path(expected.name());
            if (!number.isNumber()) {
                return Proof.pending("it does not tell " + expected.name() + ": " + sentence);
            }
            if (!expected.holds(number.asDouble())) {
                return Proof.of(
                                false,
                                event,
                                expected.name() + " is " + Words.number(number.asDouble()) + ", which is not "
                                        + expected.comparison()
                                                .map(c -> c.sign() + " ")
                                                .orElse("")
                                        + Words.number(expected.limit()))
                        .with(OptionalDouble.of(number.asDouble()));
            }
        }
        JsonNode value = numbers.path("value");
        return Proof.of(true, event, sentence)
                .with(value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty());
    }

    private List<Judged> looks(Binding binding) {
        return facts.judged(binding.subject()).stream()
                .filter(look -> binding.at().isEmpty()
                        || facts.percent(look.phase()) == binding.at().getAsInt())
                .toList();
    }

    private Proof objective(Binding binding) {
        List<Judged> looks = looks(binding);
        Optional<Judged> failed = looks.stream()
                .filter(look -> look.verdict().path("verdict").asText().equals("FAIL"))
                .findFirst();
        if (failed.isPresent()) {
            Judged look = failed.get();
            return Proof.of(false, look.event(), look.verdict().path("sentence").asText())
                    .with(measured(look));
        }
        if (looks.isEmpty()) {
            return Proof.pending("waits for " + binding.subject());
        }
        Judged last = looks.get(looks.size() - 1);
        String sentence = last.verdict().path("sentence").asText();
        boolean good = last.verdict().path("verdict").asText().equals("PASS");
        if (facts.passed(last.phase()).isEmpty() || !good) {
            return Proof.pending(
                            (good ? "so far: " : last.verdict().path("verdict").asText() + ": ") + sentence)
                    .with(measured(last));
        }
        return expected(binding, last.event(), last.verdict().path("numbers"), sentence);
    }

    private static OptionalDouble measured(Judged look) {
        JsonNode value = look.verdict().path("numbers").path("value");
        return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
    }

    private Proof value(Binding binding) {
        return looks(binding).stream()
                .filter(look -> measured(look).isPresent())
                .reduce((first, second) -> second)
                .map(look -> Proof.of(
                                true,
                                look.event(),
                                look.verdict().path("sentence").asText())
                        .with(measured(look)))
                .orElse(Proof.pending("waits for a value of " + binding.subject()));
    }

    private Proof phase(Binding binding) {
        Optional<Event> over =
                binding.at().isPresent() ? facts.passedShare(binding.at().getAsInt()) : facts.left(binding.subject());
        if (over.isEmpty() && facts.turnedIn(binding.subject())) {
            Event turn = facts.decision().orElseThrow();
            return Proof.of(false, turn, turn.text("reason"));
        }
        return reached(binding, over, binding.text() + " is over");
    }

    private Proof traffic(Binding binding, int percent) {
        return reached(binding, facts.share(percent), "the new version had " + percent + "% of the traffic");
    }

    private static Proof reached(Binding binding, Optional<Event> event, String sentence) {
        return event.map(found -> Proof.of(true, found, sentence)).orElse(Proof.pending("waits for " + binding.text()));
    }

    private Proof pods(Binding binding) {
        for (String gate : List.of("canary-pods", "stands")) {
            Optional<Event> bad =
                    facts.gate(gate).filter(event -> event.text("verdict").equals("FAIL"));
            if (bad.isPresent()) {
                return Proof.of(false, bad.get(), bad.get().text("sentence"));
            }
        }
        return List.of("stands", "probe", "share-100", "share-10").stream()
                .flatMap(gate -> facts.gate(gate).stream())
                .filter(event -> event.text("verdict").equals("PASS"))
                .findFirst()
                .map(event -> Proof.of(true, event, event.text("sentence")))
                .orElse(Proof.pending("waits for " + binding.text()));
    }

    private Proof time(Binding binding) {
        Optional<Event> from =
                binding.subject().equals("rollback") && !facts.isRollback() ? turnedBack() : facts.start();
        Optional<Event> to =
                switch (binding.subject()) {
                    case "rollback" -> facts.end().filter(end -> facts.isRollback() || from.isPresent());
                    case "ramp" -> facts.share(100);
                    default -> facts.written("switch").or(() -> facts.share(100));
                };
        if (from.isEmpty() || to.isEmpty() || to.get().text("outcome").equals("HELD")) {
            return Proof.pending("waits for the " + binding.subject());
        }
        Duration took = Duration.between(from.get().time(), to.get().time());
        double seconds = took.toMillis() / 1000.0;
        boolean good = binding.expected().stream().allMatch(expected -> expected.holds(seconds));
        return Proof.of(good, to.get(), "the " + binding.subject() + " took " + Durations.text(took))
                .with(OptionalDouble.of(seconds));
    }

    private Optional<Event> turnedBack() {
        return facts.decision().filter(turn -> List.of("rollback", "abort").contains(turn.text("decision")));
    }

    private Optional<Event> moment(Binding binding) {
        return switch (binding.subject()) {
            case "started" -> facts.start();
            case "switched" -> facts.written("switch");
            case "full" -> facts.share(100);
            case "rolled back" -> facts.end().filter(end -> facts.endedAs("ROLLED_BACK"));
            case "ended" -> facts.end();
            default -> facts.share(binding.at().orElse(100));
        };
    }

    private Proof requests(Binding binding) {
        double sent = facts.requests().stream()
                .mapToDouble(e -> e.data().path("sent").asDouble())
                .sum();
        double failed = facts.requests().stream()
                .mapToDouble(e -> e.data().path("failed").asDouble())
                .sum();
        if (sent == 0) {
            return Proof.pending("nobody has counted requests from outside");
        }
        Event last = facts.requests().get(facts.requests().size() - 1);
        String sentence = Words.number(failed) + " of " + Words.number(sent) + " requests failed";
        boolean good = binding.expected().stream().allMatch(expected -> expected.holds(failed));
        // Until the end more may fail.
        return good && facts.end().isEmpty() ? Proof.pending("so far: " + sentence) : Proof.of(good, last, sentence);
    }

    private Proof outcome(Binding binding) {
        if (facts.end().isEmpty()) {
            return Proof.pending("waits for the end of the release");
        }
        Event end = facts.end().get();
        String found = Facts.fold(end.text("outcome").replace('_', ' '));
        String sentence = "the release is " + found + ": " + end.text("reason");
        if (found.equals(binding.subject())) {
            return Proof.of(true, end, sentence);
        }
        // That it did not have to be rolled back is no failure; it just proves nothing.
        boolean wanted =
                binding.subject().equals("promoted") || binding.subject().equals("passed");
        return wanted ? Proof.of(false, end, sentence) : Proof.pending(sentence);
    }
}
