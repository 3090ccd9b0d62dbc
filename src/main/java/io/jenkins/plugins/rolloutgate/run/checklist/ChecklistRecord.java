package io.jenkins.plugins.rolloutgate.run.checklist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.RecordReader;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The record of one checklist on disk. Thread-safe: what is said at the same time is taken down one after the other, and
 * each is judged by what stands there then.
 *
 * <p>The file is open only while something is appended, so that a shell can go on with it when the server is down; what
 * another process has appended is noticed. Reads and writes files.
 */
public final class ChecklistRecord {
    private final Path file;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private Snapshot snapshot;
    /** What the file was when it was read. */
    private Stamp stamp;

    ChecklistRecord(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** By this it is noticed that somebody else has changed the file, even if not its length. */
    private record Stamp(long length, FileTime changed) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(found.size(), found.lastModifiedTime());
        }
    }

    /** What is appended, once it is known what stands there. */
    interface Change {
        /**
         * Appends events, or refuses.
         *
         * @param now time of all that is appended
         */
        void make(Snapshot before, Instant now, Appender to) throws IOException, RefusedException;
    }

    /** Appends to the record; what it has appended is in its snapshot. */
    interface Appender {
        Snapshot append(String actor, EventKind kind, ObjectNode data) throws IOException;
    }

    /**
     * What stands there now.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is not the record of a checklist
     */
    public synchronized Snapshot snapshot() throws IOException {
        Stamp now = Stamp.of(file);
        if (snapshot == null || !now.equals(stamp)) {
            RecordReader.Result read = RecordReader.read(FileJournal.read(file));
            snapshot = Snapshot.of(read.events(), read.head(), read.damage());
            stamp = now;
        }
        return snapshot;
    }

    public Instant now() {
        return clock.instant();
    }

    /** Calls back after each change that this process makes, on the thread that made it. */
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    public void forget(Runnable listener) {
        listeners.remove(listener);
    }

    /**
     * Changes the record.
     *
     * @throws IOException if it cannot be read or written, or is damaged
     */
    Snapshot change(Change change) throws IOException, RefusedException {
        Snapshot after;
        synchronized (this) {
            Snapshot before = snapshot();
            after = append(before, change);
            if (after.head().equals(before.head())) {
                return after;
            }
        }
        listeners.forEach(Runnable::run);
        return after;
    }

    private Snapshot append(Snapshot before, Change change) throws IOException, RefusedException {
        Lazy lazy = new Lazy(before);
        try {
            change.make(before, clock.instant(), lazy);
        } finally {
            lazy.close();
            snapshot = lazy.latest;
            stamp = Stamp.of(file);
        }
        return lazy.latest;
    }

    /** Opens the file with the first event, so that what is refused or changes nothing leaves it alone. */
    private final class Lazy implements Appender {
        private Snapshot latest;
        private FileJournal journal;
        private ReleaseRecord record;

        Lazy(Snapshot before) {
            this.latest = before;
        }

        @Override
        public Snapshot append(String actor, EventKind kind, ObjectNode data) throws IOException {
            if (record == null) {
                journal = new FileJournal(file);
                record = ReleaseRecord.open(journal);
                if (!record.head().equals(latest.head())) {
                    throw new IOException("record " + file + " was changed by somebody else just now: try again");
                }
            }
            Event event = record.append(clock.instant(), actor, kind, data);
            latest = kind == EventKind.CHECKLIST
                    ? Snapshot.of(record.events(), record.head(), Optional.empty())
                    : latest.with(event, record.head());
            return latest;
        }

        void close() throws IOException {
            if (journal != null) {
                journal.close();
            }
        }
    }
}
