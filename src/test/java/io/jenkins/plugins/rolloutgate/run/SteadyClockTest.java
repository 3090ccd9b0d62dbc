package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant START = Instant.parse("2026-11-26T07:00:00Z");

    private Instant wall = START;
    private long nanos;
    private final SteadyClock clock = new SteadyClock(() -> wall, () -> nanos);

    private Instant after(Duration passed, Duration told) {
        nanos += passed.toNanos();
        wall = wall.plus(told);
        return clock.instant();
    }

    @Test
    void goesOnThoughTheClockIsSetBack() {
        Instant before = after(Duration.ofMinutes(1), Duration.ofMinutes(1));

        Instant setBack = after(Duration.ofSeconds(10), Duration.ofHours(-1));
        Instant later = after(Duration.ofSeconds(10), Duration.ofSeconds(10));

        assertThat(setBack).isEqualTo(before.plusSeconds(10));
        assertThat(later).isEqualTo(before.plusSeconds(20));
    }

    @Test
    void followsTheClockAgainOnceThatHasCaughtUp() {
        after(Duration.ofSeconds(10), Duration.ofSeconds(-50));

        assertThat(after(Duration.ofSeconds(10), Duration.ofMinutes(5))).isEqualTo(wall);
    }

    @Test
    void followsTheClockOverTheSleepOfTheMachine() {
        assertThat(after(Duration.ofMillis(5), Duration.ofHours(8))).isEqualTo(START.plus(Duration.ofHours(8)));
    }

    @Test
    void neverGoesBackAtAll() {
        Instant first = after(Duration.ofSeconds(1), Duration.ofSeconds(1));

        assertThat(after(Duration.ofMillis(1), Duration.ofMillis(-300))).isEqualTo(first);
    }
}
