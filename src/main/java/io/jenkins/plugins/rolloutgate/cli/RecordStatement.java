package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.RecordReader;
import io.jenkins.plugins.rolloutgate.record.attestation.Statement;
import io.jenkins.plugins.rolloutgate.report.Chain;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistReport;
import io.jenkins.plugins.rolloutgate.report.checklist.Predicate;
import io.jenkins.plugins.rolloutgate.run.checklist.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** What can be stated about the record in a file. */
record RecordStatement(Statement statement, RecordReader.Result read) {
    /** Refuses a record that is damaged: nobody should sign for it. */
    static RecordStatement of(Path file) throws IOException {
        RecordReader.Result read = RecordReader.read(FileJournal.read(file));
        if (read.events().isEmpty() || read.damage().isPresent()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "record " + file + " is damaged: " + read.damage().orElse("it has no events"));
        }
        byte[] bytes = Files.readAllBytes(file);
        return new RecordStatement(statement(read, bytes), read);
    }

    private static Statement statement(RecordReader.Result read, byte[] bytes) {
        Instant now = Instant.now();
        return isChecklist(read)
                ? Predicate.statement(checklist(read, now), bytes)
                : Predicate.statement(ReleaseReport.of(read.events(), Chain.of(read), now), bytes);
    }

    static boolean isChecklist(RecordReader.Result read) {
        return read.events().stream().map(Event::kind).anyMatch(kind -> kind == EventKind.CHECKLIST);
    }

    static ChecklistReport checklist(RecordReader.Result read, Instant now) {
        return Snapshot.of(read.events(), read.head(), read.damage()).report(now);
    }
}
