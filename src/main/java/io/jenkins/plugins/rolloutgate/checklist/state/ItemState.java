package io.jenkins.plugins.rolloutgate.checklist.state;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one item stands, and why.
 *
 * @param event sequence of the event that it rests on; 0 for none
 * @param actor who or what caused it; empty while it is open
 * @param sentence for people; empty while there is nothing to say
 * @param values what is filled in, by the index of the blank
 * @param undecided whether its condition cannot be told yet
 */
public record ItemState(
        Status status,
        long event,
        String actor,
        Optional<Instant> at,
        String sentence,
        Map<Integer, String> values,
        boolean undecided) {

    public ItemState {
        values = Map.copyOf(values);
    }

    static ItemState open(String sentence) {
        return new ItemState(Status.OPEN, 0, "", Optional.empty(), sentence, Map.of(), false);
    }

    /**
     * Whether it failed by what a person has typed, which a person may correct; a failed proof can only be waived.
     *
     * @param events of the record that this was told from
     */
    public boolean isCorrectable(List<Event> events) {
        return status == Status.FAILED
                && events.stream()
                        .filter(known -> known.sequence() == event)
                        .anyMatch(known ->
                                known.kind() == EventKind.ITEM_FILLED || known.kind() == EventKind.ITEM_SIGNED);
    }

    ItemState with(Map<Integer, String> filled, boolean isUndecided) {
        return new ItemState(status, event, actor, at, sentence, filled, isUndecided);
    }
}
