package io.jenkins.plugins.rolloutgate.report.checklist;

import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.bind.Bindings;
import io.jenkins.plugins.rolloutgate.checklist.state.ChecklistState;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.report.Chain;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A checklist at one moment, as all its pages and exports show it. Immutable.
 *
 * @param file name of its document; empty if it was given as a text
 * @param events of its record, oldest first
 * @param state what they add up to now
 */
public record ChecklistReport(
        String id,
        String file,
        Checklist checklist,
        Bindings bindings,
        ChecklistState state,
        List<Event> events,
        Chain chain,
        Instant now) {

    public ChecklistReport {
        events = List.copyOf(events);
    }

    public ChecklistSummary summary() {
        return ChecklistSummary.of(this);
    }

    /** Its title, or what else it is called. */
    public String title() {
        return !checklist.title().isBlank() ? checklist.title() : file.isEmpty() ? "Release checklist" : file;
    }

    /** Sign-offs that somebody has still to give. */
    List<SignOff> awaited() {
        return state.signOffs().stream()
                .filter(asked -> asked.stage(now) == SignOff.Stage.WAITING)
                .toList();
    }

    /** The last event about each release that belongs to it, by its id. */
    Map<String, Event> rollouts() {
        Map<String, Event> last = new LinkedHashMap<>();
        events.stream()
                .filter(event -> event.kind() == EventKind.ROLLOUT)
                .forEach(event -> last.put(event.text("release"), event));
        return last;
    }

    Map<Long, Event> bySequence() {
        Map<Long, Event> found = new HashMap<>();
        events.forEach(event -> found.put(event.sequence(), event));
        return found;
    }
}
