package io.jenkins.plugins.rolloutgate.checklist.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.checklist.Blank;
import io.jenkins.plugins.rolloutgate.checklist.Condition;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.Threshold;
import io.jenkins.plugins.rolloutgate.checklist.bind.Binding;
import io.jenkins.plugins.rolloutgate.checklist.bind.Bindings;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Decides how one item stands. What a proof says comes first: an item whose proof has failed can only be waived, and one that
 * was ticked or waived and whose proof fails later is failed: a waiver lets pass what was known when it was given.
 */
final class ItemFold {
    private final Bindings bindings;
    private final Proofs proofs;
    private final Conditional conditional;
    private final ItemEvents said;

    ItemFold(Bindings bindings, Proofs proofs, Conditional conditional, ItemEvents said) {
        this.bindings = bindings;
        this.proofs = proofs;
        this.conditional = conditional;
        this.said = said;
    }

    ItemState of(Item item) {
        List<Binding> bound = bound(item);
        List<Proof> found = new ArrayList<>(
                bound.stream().map(binding -> proof(item, binding)).toList());
        List<Filling.Source> sources = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            sources.add(new Filling.Source(bound.get(i), found.get(i)));
        }
        said.latest(item, EventKind.ITEM_PROVEN).ifPresent(event -> found.add(proven(event)));
        Map<Integer, String> values = new TreeMap<>(Filling.of(item, sources));
        said.filled(item).forEach((blank, event) -> values.put(blank, ItemEvents.value(event, blank)));
        boolean failed = found.stream().anyMatch(proof -> proof.result() == Proof.Result.FAIL);
        Optional<Boolean> applies = applies(item, failed || role(item).isPresent());
        boolean undecided = item.condition().isPresent() && applies.isEmpty();
        if (applies.isPresent() && !applies.get()) {
            return notApplicable(item).with(values, false);
        }
        return status(item, found, values).with(values, undecided);
    }

    /** The line of a role is settled by the answer of that role, once it is asked. */
    private List<Binding> bound(Item item) {
        List<Binding> written = bindings.of(item);
        boolean asked = item.kind() == Item.Kind.SIGN_OFF && proofs.isAsked(item.role());
        return written.isEmpty() && asked ? List.of(Binding.sign(item.role())) : written;
    }

    /** The role whose answers alone settle it; empty for an item that a person can tick. */
    Optional<String> role(Item item) {
        return bound(item).stream()
                .filter(binding -> binding.kind() == Binding.Kind.SIGN)
                .map(Binding::subject)
                .findFirst();
    }

    private Proof proof(Item item, Binding binding) {
        Optional<Event> copied = said.copied(item, binding.text());
        if (copied.isPresent()) {
            return copied(copied.get());
        }
        Proof found = proofs.of(binding);
        boolean old = found.event().filter(event -> said.isOld(item, event)).isPresent();
        return old ? Proof.pending("waits for " + binding.text() + " again") : found;
    }

    private static Proof proven(Event event) {
        String verdict = event.text("verdict");
        return verdict.equals("PASS") || verdict.equals("FAIL")
                ? Proof.of(verdict.equals("PASS"), event, event.text("sentence"))
                : Proof.pending(verdict + ": " + event.text("sentence"));
    }

    /** It counts from when the release has shown it. */
    private static Proof copied(Event event) {
        String at = event.data().path("evidence").path("time").asText();
        Event then = new Event(
                event.sequence(),
                at.isEmpty() ? event.time() : Instant.parse(at),
                event.actor(),
                event.kind(),
                event.data(),
                event.previous());
        JsonNode value = event.data().path("value");
        return proven(then).with(value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty());
    }

    /**
     * A person's word goes before what the release tells.
     *
     * @param binding whether no person can say that it does not apply
     */
    private Optional<Boolean> applies(Item item, boolean binding) {
        Optional<Event> person = said.applies(item)
                .filter(event -> !binding || event.data().path("applies").asBoolean());
        if (person.isPresent()) {
            return Optional.of(person.get().data().path("applies").asBoolean());
        }
        Optional<Condition> condition = item.condition();
        return condition.isEmpty() ? Optional.of(true) : conditional.holds(condition.get());
    }

    private ItemState notApplicable(Item item) {
        Optional<Event> person = said.applies(item);
        return person.map(event -> by(Status.NOT_APPLICABLE, event, event.text("reason")))
                .orElseGet(() -> new ItemState(
                        Status.NOT_APPLICABLE,
                        0,
                        Event.ENGINE,
                        Optional.empty(),
                        item.condition().map(conditional::why).orElse(""),
                        Map.of(),
                        false));
    }

    private ItemState status(Item item, List<Proof> found, Map<Integer, String> values) {
        Optional<Proof> failed = found.stream()
                .filter(proof -> proof.result() == Proof.Result.FAIL)
                .reduce((one, other) -> sequence(other) > sequence(one) ? other : one);
        Optional<Event> waived = said.latest(item, EventKind.ITEM_WAIVED)
                .filter(event -> failed.isEmpty() || sequence(failed.get()) < event.sequence());
        if (waived.isPresent()) {
            return by(Status.WAIVED, waived.get(), waived.get().text("reason"));
        }
        if (failed.isPresent()) {
            return by(
                    Status.FAILED,
                    failed.get().event().orElseThrow(),
                    failed.get().sentence());
        }
        if (!found.isEmpty() && found.stream().allMatch(proof -> proof.result() == Proof.Result.PASS)) {
            Proof last = found.stream()
                    .reduce((one, other) -> sequence(other) >= sequence(one) ? other : one)
                    .orElseThrow();
            return by(Status.PASSED, last.event().orElseThrow(), last.sentence());
        }
        return role(item).isEmpty() ? byHand(item, found, values) : open(found);
    }

    private ItemState byHand(Item item, List<Proof> found, Map<Integer, String> values) {
        for (int i = 0; i < item.blanks().size(); i++) {
            Event filled = said.filled(item).get(i);
            Blank blank = item.blanks().get(i);
            if (filled != null && blank.isRefusal(values.get(i))) {
                return by(Status.FAILED, filled, (blank.label() + ": " + values.get(i)).replaceFirst("^: ", ""));
            }
            Optional<Threshold> missed =
                    filled == null ? Optional.empty() : OwnLimit.missed(item, blank, values.get(i));
            if (missed.isPresent()) {
                return by(
                        Status.FAILED,
                        filled,
                        values.get(i) + " " + blank.unit() + " is not "
                                + missed.get()
                                        .text()
                                        .substring(missed.get().name().length())
                                        .strip());
            }
        }
        Optional<Event> signed = said.latest(item, EventKind.ITEM_SIGNED).filter(event -> !isNobody(event));
        if (signed.isPresent()) {
            return by(Status.SIGNED, signed.get(), signed.get().text("comment"));
        }
        return item.kind() == Item.Kind.FIELD && values.size() >= item.blanks().size() ? filled(item) : open(found);
    }

    private static ItemState open(List<Proof> found) {
        return ItemState.open(found.stream()
                .filter(proof -> proof.result() == Proof.Result.PENDING)
                .map(Proof::sentence)
                .findFirst()
                .orElse(""));
    }

    /** The engine ticks nothing by hand. */
    private static boolean isNobody(Event event) {
        return event.actor().isEmpty() || event.actor().equals(Event.ENGINE);
    }

    private ItemState filled(Item item) {
        return said.filled(item).values().stream()
                .reduce((one, other) -> other.sequence() >= one.sequence() ? other : one)
                .map(event -> by(Status.SIGNED, event, "filled in"))
                .orElse(ItemState.open(""));
    }

    private static long sequence(Proof proof) {
        return proof.event().map(Event::sequence).orElse(0L);
    }

    private static ItemState by(Status status, Event event, String sentence) {
        return new ItemState(
                status, event.sequence(), event.actor(), Optional.of(event.time()), sentence, Map.of(), false);
    }
}
