package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Ramp;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that people are shown of one release, computed from its record alone.
 *
 * <p>Total: also an empty, unfinished or damaged record has a report, of as much as it tells.
 *
 * @param manifests what stood before the first write, as JSON, by kind and name
 */
public record ReleaseReport(
        Heading heading,
        Summary summary,
        Safety safety,
        Standing standing,
        Timeline timeline,
        List<Timing> timings,
        List<PhaseRow> phases,
        List<ObjectiveRow> objectives,
        List<RampRow> ramp,
        List<GateRow> gates,
        List<WriteRow> writes,
        List<RequestCount> requests,
        List<String> warnings,
        List<LogLines> logs,
        Map<String, String> manifests,
        Chain chain,
        List<Event> events) {

    /**
     * Computes the report.
     *
     * @param now when it is made; the end of what it tells while the release still runs
     */
    public static ReleaseReport of(List<Event> events, Chain chain, Instant now) {
        History history = new History(events, now);
        Heading heading = Heading.of(history);
        boolean damaged = chain.damage().isPresent();
        Safety safety = damaged ? Safety.of(history).unproved() : Safety.of(history);
        Standing standing = damaged ? Standing.of(history).unproved() : Standing.of(history);
        return new ReleaseReport(
                heading,
                Summary.of(history, heading, safety, standing),
                safety,
                standing,
                Timeline.of(history),
                Timing.of(history),
                PhaseRow.of(history),
                ObjectiveRow.of(history),
                RampRow.of(history),
                GateRow.of(history),
                WriteRow.of(history),
                RequestCount.of(history),
                warnings(history),
                LogLines.of(history),
                manifests(history),
                chain,
                history.events());
    }

    /** Who holds the release where it is; empty when nobody does, or it is over. */
    public Optional<Ramp.Pause> pause() {
        ReleaseState state = ReleaseState.of(events);
        return state.end().isPresent() ? Optional.empty() : state.ramp().pause();
    }

    private static List<String> warnings(History history) {
        List<String> warnings = new ArrayList<>();
        history.all(EventKind.BASELINE)
                .forEach(event -> event.data().path("warnings").forEach(warning -> warnings.add(warning.asText())));
        history.all(EventKind.WARNING).forEach(event -> warnings.add(event.text("text")));
        return warnings;
    }

    private static Map<String, String> manifests(History history) {
        Map<String, String> manifests = new LinkedHashMap<>();
        history.all(EventKind.BASELINE).forEach(event -> {
            JsonNode found = event.data().path("manifests");
            found.properties().forEach(entry -> manifests.put(entry.getKey(), Json.pretty(entry.getValue())));
        });
        return manifests;
    }
}
