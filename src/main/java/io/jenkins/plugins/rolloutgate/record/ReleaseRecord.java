package io.jenkins.plugins.rolloutgate.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The append-only list of events of one release, and the state that they fold into.
 *
 * <p>Not thread-safe: the driver of the release is its only writer. Readers use {@link RecordReader} on the journal.
 */
public final class ReleaseRecord {
    private final Journal journal;
    private final List<Event> events = new ArrayList<>();
    private final ReleaseState state = new ReleaseState();
    private String head = HashChain.START;

    private ReleaseRecord(Journal journal) {
        this.journal = journal;
    }

    /**
     * Opens a journal, new or with lines in it.
     *
     * @throws IOException if the journal cannot be read
     * @throws DamagedRecordException if a line is not what its chain says; nothing may be appended to such a record
     */
    public static ReleaseRecord open(Journal journal) throws IOException {
        List<String> lines = journal.lines();
        RecordReader.Result read = RecordReader.read(lines);
        Optional<String> damage = read.damage();
        if (damage.isPresent()) {
            throw new DamagedRecordException(damage.get());
        }
        ReleaseRecord record = new ReleaseRecord(journal);
        for (Event event : read.events()) {
            record.take(event);
        }
        record.head = read.head();
        return record;
    }

    /**
     * Appends an event; when this returns, it is on disk if its kind must survive.
     *
     * @throws IOException if the journal did not take it; the record is then as it was
     */
    public Event append(Instant time, String actor, EventKind kind, ObjectNode data) throws IOException {
        Event event = new Event(events.size() + 1L, time, actor, kind, data, head);
        String line = event.line();
        journal.append(line, kind.mustSurvive());
        take(event);
        head = HashChain.hash(line);
        return event;
    }

    private void take(Event event) {
        events.add(event);
        state.apply(event);
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    public ReleaseState state() {
        return state;
    }

    /** Hash of the last line: whoever holds it elsewhere can tell that the tail was not cut. */
    public String head() {
        return head;
    }
}
