package io.jenkins.plugins.rolloutgate.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash or a failing disk leaves of a journal. */
class FileJournalTest {
    private static final List<String> LINES = List.of("{\"one\":1}", "{\"actor\":\"Zo\u00eb \u2603 \ud83d\ude80\"}");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("releases").resolve("record.jsonl");
    }

    private void write(List<String> lines) throws IOException {
        try (FileJournal journal = new FileJournal(file)) {
            for (String line : lines) {
                journal.append(line, true);
            }
        }
    }

    @Test
    void whatWasAppendedIsRead() throws IOException {
        write(LINES);

        assertThat(FileJournal.read(file)).isEqualTo(LINES);
        assertThat(Files.readString(file)).isEqualTo(LINES.get(0) + "\n" + LINES.get(1) + "\n");
    }

    @Test
    void aJournalThatIsOpenedAgainGoesOn() throws IOException {
        write(LINES.subList(0, 1));
        write(LINES.subList(1, 2));

        assertThat(FileJournal.read(file)).isEqualTo(LINES);
    }

    @Test
    void anEmptyJournalHasNoLines() throws IOException {
        write(List.of());

        assertThat(FileJournal.read(file)).isEmpty();
    }

    /** Letters of more than one byte included: a crash does not ask where a letter ends. */
    @Test
    void aLastLineTornAtAnyByteIsDroppedAndEverythingBeforeItKept() throws IOException {
        write(LINES);
        byte[] whole = Files.readAllBytes(file);
        int second = LINES.get(0).length() + 1;

        for (int end = second; end < whole.length; end++) {
            Files.write(file, Arrays.copyOf(whole, end));

            assertThat(FileJournal.read(file)).as("torn at byte %d", end).isEqualTo(LINES.subList(0, 1));
        }
    }

    @Test
    void theNextLineTakesThePlaceOfATornOne() throws IOException {
        write(LINES);
        byte[] whole = Files.readAllBytes(file);

        for (int end = LINES.get(0).length() + 1; end < whole.length; end++) {
            Files.write(file, Arrays.copyOf(whole, end));
            write(List.of("{}"));

            assertThat(FileJournal.read(file)).as("torn at byte %d", end).containsExactly(LINES.get(0), "{}");
        }
    }

    @Test
    void bytesThatAreNoTextAreReadAsDamageAndHideNothingElse() throws IOException {
        write(LINES);
        byte[] whole = Files.readAllBytes(file);
        whole[2] = (byte) 0xff;
        Files.write(file, whole);

        assertThat(FileJournal.read(file)).hasSize(2).last().isEqualTo(LINES.get(1));
    }

    @Test
    void bytesThatAreNoTextAreNeverReadAsTheSignThatStandsForThem() throws IOException {
        write(List.of("what was \uFFFD unreadable"));
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = new byte[whole.length - 2];
        System.arraycopy(whole, 0, changed, 0, 9);
        changed[9] = (byte) 0xff;
        System.arraycopy(whole, 12, changed, 10, whole.length - 12);

        assertThat(FileJournal.lines(changed)).isNotEqualTo(FileJournal.lines(whole));
    }

    @Test
    void onlyALineBreakEndsALine() throws IOException {
        write(LINES);
        Files.writeString(file, Files.readString(file).replaceFirst("\n", "\r"), StandardCharsets.UTF_8);

        assertThat(FileJournal.read(file)).containsExactly(LINES.get(0) + "\r" + LINES.get(1));
    }

    @Test
    void aJournalHasOneWriter() throws IOException {
        try (FileJournal first = new FileJournal(file)) {
            assertThatThrownBy(() -> new FileJournal(file))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "record " + first.file() + " is open in another process: let that one go on, or end it");
        }
    }

    @Test
    void aClosedJournalTakesNothing() throws IOException {
        FileJournal journal = new FileJournal(file);
        journal.close();

        assertThatThrownBy(() -> journal.append("{}", true)).isInstanceOf(IOException.class);
    }
}
