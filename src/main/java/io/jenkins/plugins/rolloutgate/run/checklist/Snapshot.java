package io.jenkins.plugins.rolloutgate.run.checklist;

import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.Edited;
import io.jenkins.plugins.rolloutgate.checklist.bind.Bindings;
import io.jenkins.plugins.rolloutgate.checklist.state.ChecklistState;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.HashChain;
import io.jenkins.plugins.rolloutgate.report.Chain;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The record of a checklist at one moment, and what it says. Immutable.
 *
 * @param document its last edit
 * @param checklist what is read of it, with the ids that its items were given first
 * @param head hash of the last line
 * @param damage which line is not what the chain says, if any
 */
public record Snapshot(
        List<Event> events,
        String head,
        Optional<String> damage,
        Document document,
        Checklist checklist,
        Bindings bindings) {

    public Snapshot {
        events = List.copyOf(events);
    }

    /**
     * Reads what events tell.
     *
     * @throws IllegalArgumentException if they are not the record of a checklist
     */
    public static Snapshot of(List<Event> events, String head, Optional<String> damage) {
        Event taken = events.stream()
                .filter(event -> event.kind() == EventKind.CHECKLIST)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalArgumentException("this is not the record of a checklist"));
        Document document = Document.of(taken);
        Checklist checklist = Edited.carry(Document.known(taken), document.read());
        return new Snapshot(events, head, damage, document, checklist, document.bindings(checklist));
    }

    /** The same after one more event that brings no new document. */
    Snapshot with(Event event, String newHead) {
        List<Event> more = new ArrayList<>(events);
        more.add(event);
        return new Snapshot(more, newHead, damage, document, checklist, bindings);
    }

    public String id() {
        return events.get(0).text("release");
    }

    /** SHA-256 of the document, in hex. */
    public String documentDigest() {
        return HashChain.hash(document.text());
    }

    public ChecklistState state(Instant now) {
        return ChecklistState.of(checklist, bindings, events, now);
    }

    /** What pages and exports show of it. */
    public ChecklistReport report(Instant now) {
        return new ChecklistReport(
                id(), document.file(), checklist, bindings, state(now), events, new Chain(head, damage), now);
    }

    /** The last event about each release that belongs to it, in the order in which they began. */
    public List<Event> rollouts() {
        Map<String, Event> last = new LinkedHashMap<>();
        events.stream()
                .filter(event -> event.kind() == EventKind.ROLLOUT)
                .forEach(event -> last.put(event.text("release"), event));
        return List.copyOf(last.values());
    }
}
