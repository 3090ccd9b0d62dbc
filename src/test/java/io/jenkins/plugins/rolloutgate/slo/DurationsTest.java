package io.jenkins.plugins.rolloutgate.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"300, 300000", "5m, 300000", "1h30m, 5400000", "250ms, 250", "1d, 86400000", "1 H 2 S, 3602000", "0, 0"
    })
    void aTextIsRead(String text, long millis) {
        assertThat(Durations.parse(text)).hasMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "m", "-5", "1.5h", "5 minutes", "5m!", "1w", "\u0665m"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not a duration: write 5m, 90s, 1h30m, or a number of seconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "99999999999999999999h", "9223372036854775807d"})
    void whatIsTooLongIsRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).hasMessage(text + " is too long a duration");
    }

    @Property(tries = 200)
    void whatIsWrittenInItsUnitsIsReadBack(
            @ForAll @IntRange(max = 29) int days,
            @ForAll @IntRange(max = 23) int hours,
            @ForAll @IntRange(max = 59) int minutes,
            @ForAll @IntRange(max = 59) int seconds,
            @ForAll @IntRange(max = 999) int millis) {
        String text = days + "d" + hours + "h" + minutes + "m" + seconds + "s" + millis + "ms";

        Duration read = Durations.parse(text);

        assertThat(read)
                .isEqualTo(Duration.ofDays(days)
                        .plusHours(hours)
                        .plusMinutes(minutes)
                        .plusSeconds(seconds)
                        .plusMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "999, 999 ms",
        "1000, 1 s",
        "4200, 4.2 s",
        "59949, 59.9 s",
        "59960, 1 min",
        "60000, 1 min",
        "61000, 1 min 1 s",
        "3600000, 1 h",
        "5340000, 1 h 29 min",
        "90000000, 25 h"
    })
    void peopleReadTwoUnitsAtMost(long millis, String text) {
        assertThat(Durations.text(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
