package io.jenkins.plugins.rolloutgate.checklist.state;

import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.bind.Binding;
import io.jenkins.plugins.rolloutgate.checklist.bind.Bindings;
import io.jenkins.plugins.rolloutgate.record.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a release proves, or disproves, of one item of a checklist by one binding.
 *
 * @param value in the base unit, where something was measured
 * @param evidence event of the release that shows it
 */
public record Tick(Item item, Binding binding, boolean good, String sentence, OptionalDouble value, Event evidence) {

    /**
     * All that the events of a release tell about a checklist so far; what is not decided is left out.
     *
     * @param events of the record of the release, oldest first
     */
    public static List<Tick> of(Checklist checklist, Bindings bindings, List<Event> events, Instant now) {
        Proofs proofs = new Proofs(new Facts(events), new SignOffs(events, now));
        List<Tick> ticks = new ArrayList<>();
        for (Item item : checklist.entries()) {
            for (Binding binding : bindings.of(item)) {
                Proof proof = proofs.of(binding);
                if (proof.result() != Proof.Result.PENDING) {
                    ticks.add(new Tick(
                            item,
                            binding,
                            proof.result() == Proof.Result.PASS,
                            proof.sentence(),
                            proof.value(),
                            proof.event().orElseThrow()));
                }
            }
        }
        return ticks;
    }
}
