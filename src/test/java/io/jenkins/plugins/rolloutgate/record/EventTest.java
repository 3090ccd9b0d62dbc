package io.jenkins.plugins.rolloutgate.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EventTest {

    @Test
    void aLineHasTheFormatOfTheRecord() {
        Event event = new Event(
                3,
                Instant.parse("2026-11-25T09:00:00.5Z"),
                "ann",
                EventKind.DECISION,
                Json.object().put("decision", "hold"),
                "ab");

        assertThat(event.line())
                .isEqualTo("{\"seq\":3,\"time\":\"2026-11-25T09:00:00.500Z\",\"actor\":\"ann\",\"kind\":\"DECISION\","
                        + "\"data\":{\"decision\":\"hold\"},\"prev\":\"ab\"}");
    }

    @Property(tries = 300)
    void aLineIsReadBackAndStaysOneLineWhateverItsWords(
            @ForAll String actor, @ForAll String words, @ForAll @IntRange(min = 0) int nanos) {
        Event event = new Event(
                1,
                Instant.ofEpochSecond(1_800_000_000, nanos),
                actor,
                EventKind.PROGRESS,
                Json.object().put("text", words),
                HashChain.START);

        assertThat(event.line()).doesNotContain("\n", "\r");
        assertThat(Event.parse(event.line())).isEqualTo(event);
    }
}
