package io.jenkins.plugins.rolloutgate.run.checklist;

import io.jenkins.plugins.rolloutgate.checklist.state.ItemState;
import io.jenkins.plugins.rolloutgate.checklist.state.Status;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** A record of a checklist in a folder, at a time that tests set. */
abstract class RecordCase {
    static final Signer JANA = Signer.authenticated("jana", "session");
    static final Signer PAUL = Signer.authenticated("paul", "session");
    static final Signer KIM = Signer.authenticated("kim", "session");

    @TempDir
    Path folder;

    Instant now = Instant.parse("2026-11-26T07:00:00Z");
    ChecklistRecords records;

    ChecklistRecord start(String text) throws IOException {
        records = new ChecklistRecords(new ReleaseStore(folder), () -> now);
        return records.start(new Document("RELEASE.md", text, "", Map.of()), "jana", List.of("jana"), Json.object());
    }

    ItemState item(ChecklistRecord record, int index) throws IOException {
        Snapshot snapshot = record.snapshot();
        return snapshot.state(now)
                .item(snapshot.checklist().entries().get(index).id());
    }

    Event release(String id, int sequence, EventKind kind, String... fields) {
        var data = Json.object();
        for (int i = 0; i < fields.length; i += 2) {
            data.put(fields[i], fields[i + 1]);
        }
        if (kind == EventKind.STARTED) {
            data.put("release", id).put("strategy", "blue-green");
            data.putObject("spec").put("application", "web").put("image", "web:2");
        }
        return new Event(sequence, now.plusSeconds(sequence), Event.ENGINE, kind, data, "");
    }

    List<Status> statuses(ChecklistRecord record) throws IOException {
        Snapshot snapshot = record.snapshot();
        return snapshot.checklist().entries().stream()
                .map(item -> snapshot.state(now).item(item.id()).status())
                .toList();
    }

    static Question question(String role, int quorum, String image) {
        return new Question(
                role,
                List.of("paul", "kim"),
                quorum,
                true,
                "",
                Optional.of(Duration.ofHours(1)),
                List.of(),
                Map.of("image", image));
    }
}
