package io.jenkins.plugins.rolloutgate.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody changes a record quietly: whatever is done to its lines is damage, or another head. */
class RecordReaderTest {
    private static final int EVENTS = 6;

    private static List<String> lines() throws IOException {
        return new ArrayList<>(Records.of(EVENTS).lines());
    }

    @Test
    void anUntouchedRecordIsWhole() throws IOException {
        RecordReader.Result read = RecordReader.read(lines());

        assertThat(read.damage()).isEmpty();
        assertThat(read.events()).hasSize(EVENTS);
        assertThat(read.head()).isEqualTo(HashChain.hash(lines().get(EVENTS - 1)));
    }

    @Test
    void anEmptyRecordHasTheHeadOfTheStart() {
        assertThat(RecordReader.read(List.of()))
                .isEqualTo(new RecordReader.Result(List.of(), "0".repeat(64), Optional.empty()));
    }

    @Property(tries = 400)
    void anySingleChangedByteIsFound(
            @ForAll @IntRange(max = EVENTS - 1) int line, @ForAll @IntRange(max = 4000) int at, @ForAll byte value)
            throws IOException {
        List<String> lines = lines();
        byte[] bytes = lines.get(line).getBytes(StandardCharsets.UTF_8);
        int index = at % bytes.length;
        if (bytes[index] == value) {
            return;
        }

        bytes[index] = value;
        lines.set(line, new String(bytes, StandardCharsets.UTF_8));

        RecordReader.Result changed = RecordReader.read(lines);
        boolean isLast = line == EVENTS - 1;
        assertThat(changed.damage().isPresent() || (isLast && !changed.head().equals(head())))
                .isTrue();
    }

    @Property(tries = 50)
    void aRemovedLineIsFound(@ForAll @IntRange(max = EVENTS - 2) int line) throws IOException {
        List<String> lines = lines();

        lines.remove(line);

        assertThat(RecordReader.read(lines).damage())
                .contains("line " + (line + 1) + " does not continue the line before it");
    }

    @Property(tries = 50)
    void swappedLinesAreFound(
            @ForAll @IntRange(max = EVENTS - 1) int one, @ForAll @IntRange(max = EVENTS - 1) int other)
            throws IOException {
        List<String> lines = lines();

        Collections.swap(lines, one, other);

        assertThat(RecordReader.read(lines).damage().isPresent()).isEqualTo(one != other);
    }

    @Property(tries = 50)
    void anAddedLineIsFound(@ForAll @IntRange(max = EVENTS) int at, @ForAll @IntRange(max = EVENTS - 1) int copied)
            throws IOException {
        List<String> lines = lines();

        lines.add(at, lines.get(copied));

        assertThat(RecordReader.read(lines).damage()).isPresent();
    }

    @Property(tries = EVENTS)
    void aCutTailIsFoundByTheHeadThatWasKeptElsewhere(@ForAll @IntRange(max = EVENTS - 1) int kept) throws IOException {
        RecordReader.Result cut = RecordReader.read(lines().subList(0, kept));

        assertThat(cut.damage()).isEmpty();
        assertThat(cut.head()).isNotEqualTo(head());
    }

    @Test
    void anEventWithAForgedNumberIsFound() throws IOException {
        List<String> lines = lines().subList(0, 1);
        Event last = RecordReader.read(lines).events().get(0);
        lines.add(
                new Event(7, last.time(), last.actor(), last.kind(), last.data(), HashChain.hash(lines.get(0))).line());

        assertThat(RecordReader.read(lines).damage()).contains("line 2 has number 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{}", "{\"seq\":1,\"data\":{}}", "not json", "\u0000"})
    void aLineThatIsNoEventIsDamageAndTheOthersAreStillRead(String rubbish) throws IOException {
        List<String> lines = lines();

        lines.set(2, rubbish);

        assertThat(RecordReader.read(lines).damage()).contains("line 3 is not an event");
        assertThat(RecordReader.read(lines).events()).hasSize(EVENTS - 1);
    }

    private static String head() throws IOException {
        return RecordReader.read(lines()).head();
    }
}
