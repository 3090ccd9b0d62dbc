package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecords;
import io.jenkins.plugins.rolloutgate.run.checklist.Document;
import io.jenkins.plugins.rolloutgate.run.checklist.People;
import io.jenkins.plugins.rolloutgate.run.checklist.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseFoldersTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    private Path root;

    private ReleaseStore store;
    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void open() {
        store = new ReleaseStore(root);
    }

    private List<String> discard(int days, int count) throws IOException {
        return new ReleaseFolders(store, log::add).discard(new Retention(days, count), NOW);
    }

    private void unfinished(String id, int daysAgo) throws IOException {
        try (FileJournal journal = new FileJournal(store.journal(id))) {
            ReleaseRecord.open(journal)
                    .append(
                            NOW.minus(Duration.ofDays(daysAgo)),
                            "dev",
                            EventKind.STARTED,
                            Json.object().put("release", id));
        }
    }

    private void ended(String id, int daysAgo) throws IOException {
        unfinished(id, daysAgo + 1);
        try (FileJournal journal = new FileJournal(store.journal(id))) {
            ReleaseRecord.open(journal)
                    .append(
                            NOW.minus(Duration.ofDays(daysAgo)),
                            Event.ENGINE,
                            EventKind.ENDED,
                            Json.object().put("outcome", "PROMOTED").put("reason", "shop:2 has all the traffic"));
        }
        Files.writeString(store.folder(id).resolve("report.html"), "a report");
    }

    @Test
    void aChecklistIsKeptFromTheLastThatWasSaidOfIt() throws Exception {
        String old = checklist(40);
        String used = checklist(40);
        ChecklistRecords today = new ChecklistRecords(store, () -> NOW.minus(Duration.ofDays(2)));
        new People(today.find(used)).tick(Signer.authenticated("jana", "session"), "A", "", Map.of());

        assertThat(discard(30, 0)).containsExactly(old);
        assertThat(store.has(used)).isTrue();
    }

    private String checklist(int daysAgo) throws IOException {
        return new ChecklistRecords(store, () -> NOW.minus(Duration.ofDays(daysAgo)))
                .start(new Document("", "- [ ] A\n", "", Map.of()), "dev", List.of(), Json.object())
                .snapshot()
                .id();
    }

    @Test
    void deletesWholeReleasesThatEndedTooLongAgo() throws Exception {
        ended("shop-old", 31);
        ended("shop-new", 29);

        List<String> deleted = discard(30, 0);

        assertThat(deleted).containsExactly("shop-old");
        assertThat(store.ids()).containsExactly("shop-new");
        assertThat(store.folder("shop-old")).doesNotExist();
        assertThat(log).containsExactly("deleted release shop-old");
    }

    @Test
    void deletesTheOldestBeyondTheNumber() throws Exception {
        ended("a-oldest", 3);
        ended("c-newest", 1);
        ended("b-middle", 2);

        assertThat(discard(0, 2)).containsExactly("a-oldest");
    }

    @Test
    void neverDeletesWhatIsUnfinishedNorCountsIt() throws Exception {
        unfinished("shop-stranded", 4000);
        ended("shop-old", 400);

        assertThat(discard(0, 1)).isEmpty();
        assertThat(discard(30, 1)).containsExactly("shop-old");
        assertThat(store.ids()).containsExactly("shop-stranded");
    }

    @Test
    void keepsDamagedRecordsForAPerson() throws Exception {
        ended("shop-edited", 400);
        Path file = store.journal("shop-edited");
        Files.writeString(file, Files.readString(file).replace("dev", "eve"));

        assertThat(discard(30, 0)).isEmpty();
    }

    @Test
    void keepsEverythingWithoutLimits() throws Exception {
        ended("shop-old", 4000);

        assertThat(discard(0, 0)).isEmpty();
        assertThat(store.ids()).containsExactly("shop-old");
    }

    private void captured(String id, int daysAgo, String job, String outcome) throws IOException {
        try (FileJournal journal = new FileJournal(store.journal(id))) {
            ReleaseRecord record = ReleaseRecord.open(journal);
            var data = Json.object().put("release", id);
            data.putObject("origin").put("job", job);
            data.putObject("spec").put("capture", "monday");
            Instant at = NOW.minus(Duration.ofDays(daysAgo));
            record.append(at, "dev", EventKind.STARTED, data);
            record.append(
                    at,
                    Event.ENGINE,
                    EventKind.ENDED,
                    Json.object().put("outcome", outcome).put("reason", ""));
        }
    }

    @Test
    void theNewestBaselineOfEachNameAndFolderIsKeptHoweverOld() throws IOException {
        captured("baseline-monday-1", 40, "team/shop", "PASSED");
        captured("baseline-monday-2", 30, "team/shop", "PASSED");
        captured("baseline-monday-3", 20, "team/shop", "ABORTED");
        captured("baseline-monday-4", 50, "other/shop", "PASSED");

        assertThat(discard(10, 0)).containsExactlyInAnyOrder("baseline-monday-1", "baseline-monday-3");
    }
}
