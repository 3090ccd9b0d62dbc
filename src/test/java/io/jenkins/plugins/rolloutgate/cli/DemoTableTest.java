package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The table at the end of the demo. */
final class DemoTableTest {
    @Test
    void columnsAreAsWideAsTheirLongestValueWithNumbersToTheRight() {
        List<String> lines = DemoTable.aligned(List.of(
                List.of("Release", "Target", "Requests", "Failed"),
                List.of("A good canary", "target under 10 min 11 s", "6620", "0")));

        assertThat(lines)
                .containsExactly(
                        "Release        Target                    Requests  Failed",
                        "A good canary  target under 10 min 11 s      6620       0");
    }
}
