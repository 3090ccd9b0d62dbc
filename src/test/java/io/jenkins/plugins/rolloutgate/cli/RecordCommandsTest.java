package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cli.Command.Result;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that only read a record: report and record verify. */
class RecordCommandsTest {
    private static final String ID = "checkout-20261121-024000-1a2b3c";

    @TempDir
    private Path home;

    private Command command;
    private Path file;
    private String head;

    @BeforeEach
    void writeRecord() throws IOException {
        command = Command.in(home);
        file = command.records().resolve(ID).resolve("record.jsonl");
        try (FileJournal journal = new FileJournal(file)) {
            ReleaseRecord record = ReleaseRecord.open(journal);
            Instant time = Instant.parse("2026-11-21T02:40:00Z");
            record.append(
                    time,
                    "jana",
                    EventKind.STARTED,
                    Json.object()
                            .put("release", ID)
                            .put("strategy", "blue-green")
                            .set(
                                    "spec",
                                    Json.object().put("application", "checkout").put("mode", "DEPLOY")));
            record.append(
                    time.plusSeconds(2),
                    Event.ENGINE,
                    EventKind.ENDED,
                    Json.object().put("outcome", "ABORTED").put("reason", "refused: no such image"));
            head = record.head();
        }
    }

    @Test
    void aReportIsRenderedByTheIdOfItsRelease() {
        assertThat(command.run("report", ID).out()).startsWith("checkout ABORTED after 2 s: refused: no such image");
        assertThat(command.run("report", ID, "--format", "html").out()).startsWith("<!DOCTYPE html>");
        assertThat(command.run("report", ID, "--format", "markdown").out()).startsWith("# ");
        assertThat(command.run("report", ID, "-o", "json")
                        .json()
                        .path("release")
                        .asText())
                .isEqualTo(ID);
    }

    @Test
    void aReportIsRenderedFromAFileIntoAFile() {
        Path to = home.resolve("report.html");

        Result result = command.run("report", file.toString(), "--format", "html", "--to", to.toString());

        assertThat(result).isEqualTo(new Result(ExitCode.DONE, "written to " + to + "\n", ""));
        assertThat(to).content().contains("no such image");
    }

    @Test
    void aReleaseThatIsNotThereIsWrongUse() {
        Result result = command.run("report", "other");

        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(result.err()).startsWith("rollout-gate: there is no record other, neither as a file nor at ");
    }

    @Test
    void anIntactRecordIsToldWithItsHead() {
        Result result = command.run("record", "verify", ID, "--head", head);

        assertThat(result).isEqualTo(new Result(ExitCode.DONE, "intact: 2 events, head " + head + "\n", ""));
    }

    @Test
    void aChangedLineIsNamed() throws IOException {
        Files.writeString(file, Files.readString(file).replace("jana", "john"));

        Result result = command.run("record", "verify", file.toString());

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).endsWith("is damaged: line 2 does not continue the line before it\n");
    }

    @Test
    void aCutEndIsSeenByTheHeadThatWasNoted() throws IOException {
        List<String> lines = Files.readAllLines(file);
        Files.writeString(file, lines.get(0) + "\n");

        Result result = command.run("record", "verify", file.toString(), "--head", head, "-o", "json");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.json().path("intact").asBoolean()).isFalse();
        assertThat(result.err()).contains("its end was cut off or written anew");
    }

    @Test
    void aTornLastLineIsToldAndIsNoDamage() throws IOException {
        Files.writeString(file, Files.readString(file) + "{\"seq\":3,\"ti");

        Result result = command.run("record", "verify", ID, "--head", head);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("intact: 2 events", "its last line is torn: 12 bytes");
    }

    @Test
    void aFolderIsNoRecordAndSaysSo() {
        Result verified = command.run("record", "verify", home.toString());

        assertThat(verified.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(verified.err())
                .isEqualTo("rollout-gate: " + home + " is a folder: name a record's file, or its id\n");
    }

    @Test
    void anUnknownFormatNamesThoseThatThereAreAsTheyAreTyped() {
        assertThat(command.run("report", ID, "--format", "pdf").err())
                .contains("must be text, html, markdown, json or csv, not 'pdf'");
    }
}
