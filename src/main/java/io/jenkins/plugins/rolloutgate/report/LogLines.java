package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The last lines of a pod's log.
 *
 * @param previous whether they are of the run before the last restart
 */
public record LogLines(String pod, String container, boolean previous, List<String> lines) {

    static List<LogLines> of(History history) {
        return history.all(EventKind.LOG).map(LogLines::row).toList();
    }

    private static LogLines row(Event event) {
        JsonNode lines = event.data().path("lines");
        return new LogLines(
                event.text("pod"),
                event.text("container"),
                event.data().path("previous").asBoolean(),
                StreamSupport.stream(lines.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    public String title() {
        return "pod " + pod + (container.isEmpty() ? "" : ", container " + container)
                + (previous ? ", the run before its last restart" : "");
    }
}
