package io.jenkins.plugins.rolloutgate.run.checklist;

import io.jenkins.plugins.rolloutgate.record.DamagedRecordException;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.RecordReader;
import io.jenkins.plugins.rolloutgate.record.attestation.Statement;
import io.jenkins.plugins.rolloutgate.report.Chain;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistReport;
import io.jenkins.plugins.rolloutgate.report.checklist.Predicate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** What can be stated about the record in a file. */
public final class RecordStatement {
    private RecordStatement() {}

    /**
     * States what a file says. It is read once, so that the digest and what is said are of the same bytes, whoever appends
     * meanwhile and whatever is in memory.
     *
     * @throws DamagedRecordException if it is damaged: nobody should sign for it
     */
    public static Statement of(Path file, Instant now) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        RecordReader.Result read = RecordReader.read(FileJournal.lines(bytes));
        if (read.events().isEmpty() || read.damage().isPresent()) {
            throw new DamagedRecordException(
                    "record " + file + " is damaged: " + read.damage().orElse("it has no events"));
        }
        return isChecklist(read)
                ? Predicate.statement(checklist(read, now), bytes)
                : Predicate.statement(ReleaseReport.of(read.events(), Chain.of(read), now), bytes);
    }

    /** Whether it is the record of a checklist, not of a release. */
    public static boolean isChecklist(RecordReader.Result read) {
        return read.events().stream().map(Event::kind).anyMatch(kind -> kind == EventKind.CHECKLIST);
    }

    /** What the record of a checklist says, as far as it can be read. */
    public static ChecklistReport checklist(RecordReader.Result read, Instant now) {
        return Snapshot.of(read.events(), read.head(), read.damage()).report(now);
    }
}
