package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.simulator.MemoryJournal;
import io.jenkins.plugins.rolloutgate.strategy.Action;
import io.jenkins.plugins.rolloutgate.strategy.Phase;
import io.jenkins.plugins.rolloutgate.strategy.Strategy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a driver does whatever its strategy is. */
class ReleaseDriverTest {
    private static final Action WAIT = new Action.Wait(Phase.WATCH, "watching", Optional.empty(), Optional.empty());

    private final ScriptedCluster cluster = new ScriptedCluster();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private ReleaseRecord record;

    @BeforeEach
    void startRelease() throws IOException {
        record = ReleaseRecord.open(new MemoryJournal());
        record.append(now, "jana", EventKind.STARTED, Json.object().put("release", "r1"));
    }

    private ReleaseDriver driver(Strategy strategy) {
        return driver(strategy, (gate, answer) -> {});
    }

    private ReleaseDriver driver(Strategy strategy, GateRunner gates) {
        return new ReleaseDriver(
                record, strategy, ScriptedCluster.TARGETS, cluster, gates, () -> now, "n1", (gate, answer) -> {});
    }

    private Event last(EventKind kind) {
        return record.events().stream()
                .filter(event -> event.kind() == kind)
                .reduce((one, other) -> other)
                .orElseThrow(() -> new AssertionError("no " + kind + " in the record"));
    }

    @Test
    void timeInWhichTheProcessStoodStillIsNotObserved() throws IOException {
        ReleaseDriver driver = driver((state, seen, at) -> WAIT);
        Instant since = now;
        driver.turn();

        now = now.plus(Duration.ofMinutes(10));
        driver.turn();

        assertThat(last(EventKind.OUTAGE).text("from")).isEqualTo(since.toString());
        assertThat(record.state().observed(since, now)).isZero();
    }

    @Test
    void timeBetweenTheTurnsOfAHealthyDriverIsObserved() throws IOException {
        Action longWait =
                new Action.Wait(Phase.WATCH, "watching", Optional.of(now.plus(Duration.ofHours(1))), Optional.empty());
        ReleaseDriver driver = driver((state, seen, at) -> longWait);
        Instant since = now;

        for (int i = 0; i < 20; i++) {
            now = driver.turn().again().orElseThrow();
        }

        assertThat(record.events()).extracting(Event::kind).doesNotContain(EventKind.OUTAGE);
        assertThat(record.state().observed(since, now))
                .isEqualTo(Duration.between(since, now))
                .isGreaterThan(Duration.ofMinutes(1));
    }
}
