package io.jenkins.plugins.rolloutgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {

    /** Programs read these names: a change here breaks them. */
    @Test
    void keepsItsFieldNames() {
        ObjectNode json = JsonReport.of(SampleRecords.rolledBack().report());

        assertThat(names(json))
                .containsExactly(
                        "schema",
                        "release",
                        "strategy",
                        "mode",
                        "tool",
                        "application",
                        "cluster",
                        "namespace",
                        "service",
                        "oldImage",
                        "newImage",
                        "startedBy",
                        "startedAt",
                        "endedAt",
                        "stateAt",
                        "elapsedMillis",
                        "status",
                        "title",
                        "reason",
                        "summary",
                        "safety",
                        "timings",
                        "question",
                        "phases",
                        "objectives",
                        "ramp",
                        "gates",
                        "writes",
                        "traffic",
                        "requests",
                        "warnings",
                        "logs",
                        "record");
        assertThat(names(json.path("safety"))).containsExactly("tone", "sentence", "detail", "newShare", "facts");
        assertThat(names(json.path("timings").path(0)))
                .containsExactly("name", "value", "target", "millis", "status", "sentence");
        assertThat(names(json.path("phases").path(0)))
                .containsExactly("phase", "title", "from", "millis", "status", "note", "waits");
        assertThat(names(json.path("gates").path(0)))
                .containsExactly("event", "at", "gate", "verdict", "sentence", "numbers");
        assertThat(names(json.path("writes").path(1)))
                .containsExactly("event", "at", "actor", "key", "kind", "name", "status", "known", "millis", "changes");
        assertThat(names(json.path("requests").path(0))).containsExactly("sent", "failed", "how", "byImage");
        assertThat(names(json.path("logs").path(0))).containsExactly("pod", "container", "previous", "lines");
        assertThat(names(json.path("record"))).containsExactly("events", "head", "intact", "damage");
    }

    @Test
    void keepsItsFieldNamesForWhatWasMeasuredAndAsked() {
        ObjectNode json = JsonReport.of(CanaryRecords.waiting().report());

        assertThat(names(json.path("question")))
                .containsExactly(
                        "id", "kind", "percent", "text", "evidence", "from", "askedAt", "until", "silence", "answers");
        JsonNode objective = json.path("objectives").path(0);
        assertThat(names(objective))
                .containsExactly(
                        "name",
                        "text",
                        "severity",
                        "verdict",
                        "reason",
                        "sentence",
                        "unit",
                        "value",
                        "upper",
                        "lower",
                        "good",
                        "looked",
                        "numbers",
                        "queries",
                        "looks");
        assertThat(names(objective.path("looks").path(0)))
                .containsExactly("at", "phase", "look", "value", "other", "verdict");
        JsonNode phase = json.path("ramp").path(0);
        assertThat(names(phase))
                .containsExactly(
                        "phase",
                        "percent",
                        "holdMillis",
                        "heldMillis",
                        "from",
                        "to",
                        "status",
                        "by",
                        "reason",
                        "measured");
        assertThat(names(phase.path("measured").path(0))).containsExactly("objective", "value", "verdict", "sentence");
        assertThat(names(json.path("traffic"))).containsExactly("counted", "weighted", "shares", "asked");
    }

    @Test
    void writesNullForWhatIsNotKnown() {
        ObjectNode json = JsonReport.of(SampleRecords.running().report());

        assertThat(json.path("endedAt").isNull()).isTrue();
        assertThat(json.path("timings").path(1).path("millis").isNull()).isTrue();
        assertThat(json.path("status").asText()).isEqualTo("RUNNING");
    }

    private static List<String> names(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
