package io.jenkins.plugins.rolloutgate.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseStateTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Event> events = new ArrayList<>();

    private void add(Duration after, EventKind kind, ObjectNode data) {
        events.add(new Event(events.size() + 1L, START.plus(after), Event.ENGINE, kind, data, ""));
    }

    @Test
    void overlappingGapsCountOnce() {
        add(Duration.ZERO, EventKind.STARTED, Json.object());
        add(Duration.ofHours(8), EventKind.RESUMED, Json.object());
        add(Duration.ofHours(8).plusSeconds(10), EventKind.OUTAGE, Json.object().put("from", START.toString()));

        ReleaseState state = ReleaseState.of(events);

        assertThat(state.observed(START, START.plus(Duration.ofHours(8)).plusSeconds(40)))
                .isEqualTo(Duration.ofSeconds(30));
    }
}
