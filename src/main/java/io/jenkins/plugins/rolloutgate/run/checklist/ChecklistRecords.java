package io.jenkins.plugins.rolloutgate.run.checklist;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.state.ChecklistState;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.run.ReleaseIds;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All records of checklists in a store. Thread-safe. */
public final class ChecklistRecords {
    private final ReleaseStore store;
    private final InstantSource clock;
    private final ReleaseIds ids;
    private final Map<String, ChecklistRecord> open = new ConcurrentHashMap<>();

    public ChecklistRecords(ReleaseStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.ids = new ReleaseIds(clock);
    }

    /**
     * Begins the record of a checklist.
     *
     * @param actor who asked for it
     * @param requesters ids of all people behind it, who cannot approve it; empty where none is known
     * @param origin where it was asked from, kept in the record as it is
     * @throws IllegalArgumentException in one line, if the document cannot be read, has nothing to tick, or is bound wrongly
     * @throws IOException if the record cannot be written
     */
    public ChecklistRecord start(Document document, String actor, List<String> requesters, ObjectNode origin)
            throws IOException {
        document.check();
        Checklist checklist = document.read();
        String id = ids.next("checklist-" + title(document, checklist));
        ObjectNode data = Json.object().put("release", id).put("strategy", ChecklistState.STRATEGY);
        data.set("origin", origin);
        ArrayNode people = data.putArray("requesters");
        requesters.forEach(people::add);
        try (FileJournal journal = new FileJournal(store.journal(id))) {
            ReleaseRecord record = ReleaseRecord.open(journal);
            record.append(clock.instant(), actor, EventKind.STARTED, data);
            record.append(clock.instant(), actor, EventKind.CHECKLIST, document.data(checklist));
        }
        return find(id);
    }

    /**
     * The record of an id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ChecklistRecord find(String id) {
        if (!store.has(id)) {
            throw new IllegalArgumentException("there is no record of a checklist with the id " + id);
        }
        return open.computeIfAbsent(id, key -> new ChecklistRecord(store.journal(key), clock));
    }

    /** Lets go of what is not kept any more. */
    public void forget(String id) {
        open.remove(id);
    }

    private static String title(Document document, Checklist checklist) {
        return checklist.title().isBlank()
                ? document.file().replaceFirst("^.*/", "").replaceFirst("[.][^.]*$", "")
                : checklist.title();
    }
}
