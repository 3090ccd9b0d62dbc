package io.jenkins.plugins.rolloutgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventLinesTest {

    private final EventLines lines = new EventLines();

    @Test
    void aWriteIsToldWhenItTookEffect() {
        ObjectNode intent = Json.object().put("key", "switch").put("summary", "selector version blue -> green");
        intent.putObject("object").put("kind", "Service").put("name", "shop-active");

        assertThat(lines.of(event(EventKind.INTENT, intent))).isEmpty();
        assertThat(lines.of(event(
                        EventKind.WRITTEN, Json.object().put("key", "switch").put("millis", 12))))
                .containsExactly("  written: selector version blue -> green (Service shop-active), 12 ms");
    }

    @Test
    void aChecklistBeginsWithItsIdAndWhoBeganIt() {
        ObjectNode started = Json.object().put("release", "checklist-1").put("strategy", "checklist");

        assertThat(lines.of(event(EventKind.STARTED, started))).containsExactly("checklist checklist-1 of dev");
    }

    @Test
    void theLogOfAPodIsQuotedLineByLine() {
        ObjectNode log = Json.object().put("pod", "shop-green-1");
        log.putArray("lines").add("starting").add("no database");

        assertThat(lines.of(event(EventKind.LOG, log)))
                .containsExactly("  last log lines of pod shop-green-1:", "    starting", "    no database");
    }

    @Test
    void theEndIsTheOutcomeAndWhy() {
        ObjectNode end = Json.object().put("outcome", "ROLLED_BACK").put("reason", "the probe failed");

        assertThat(lines.of(event(EventKind.ENDED, end))).containsExactly("ROLLED BACK: the probe failed");
    }

    @Test
    void aCanaryIsToldByItsSharesAndWhoIsAskedWhat() {
        List<String> told = CanaryRecords.waiting().events().stream()
                .flatMap(event -> lines.of(event).stream())
                .toList();

        assertThat(told)
                .contains(
                        "  streamgate-stable has the traffic with streamgate:1.3; streamgate-canary gets streamgate:1.4")
                .contains("  traffic by weight: streamgate-stable 75%, streamgate-canary 25%")
                .contains("  answers: go, no-go, hold; without one within 1 h it rolls back")
                .anyMatch(line -> line.startsWith("question to operations or jana: Go on from 50%?"));
    }

    @Test
    void aVerificationIsToldByItsObjectives() {
        Event started = CanaryRecords.verificationFailed().events().get(0);

        assertThat(lines.of(started))
                .containsExactly("verification streamgate-20261121-024000: streamgate for 30 min, error rate < 1%;"
                        + " p95 < 400 ms; availability > 99.9%; cache hit rate >= 90%; memory per pod < 300Mi");
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void anyEventCanBeToldWhateverItLacks(EventKind kind) {
        assertThat(lines.of(event(kind, Json.object()))).isNotNull();
    }

    private static Event event(EventKind kind, ObjectNode data) {
        return new Event(1, Instant.EPOCH, "dev", kind, data, "");
    }
}
