package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.Journal;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.strategy.Action;
import io.jenkins.plugins.rolloutgate.strategy.Strategy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release on real threads, driven by a strategy of the test's. */
class ReleaseTest {
    private static final Strategy END = (state, seen, now) -> new Action.End(Outcome.ABORTED, "as told");

    @TempDir
    private Path folder;

    private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor();
    private final InstantSource clock = InstantSource.system();
    private final ScriptedCluster cluster = new ScriptedCluster();
    private FileJournal journal;
    private ReleaseDriver driver;

    @BeforeEach
    void openJournal() throws IOException {
        journal = new FileJournal(folder.resolve("record.jsonl"));
    }

    @AfterEach
    void endThreads() throws IOException {
        threads.shutdownNow();
        journal.close();
    }

    private Release release(Journal lines) throws IOException {
        ReleaseRecord record = ReleaseRecord.open(lines);
        record.append(clock.instant(), "jana", EventKind.STARTED, Json.object().put("release", "r1"));
        Release release = new Release(journal, record, clock, threads, threads);
        driver = new ReleaseDriver(
                record, END, ScriptedCluster.TARGETS, cluster, (gate, answer) -> {}, clock, "n1", release::answered);
        return release;
    }

    @Test
    void anErrorFailsTheReleaseInsteadOfLeavingItsWaitersWaiting() throws Exception {
        cluster.error = new NoClassDefFoundError("com/example/Gone");
        Release release = release(journal);

        release.begin(driver, () -> {});

        assertThatThrownBy(() -> release.done().get(10, TimeUnit.SECONDS))
                .hasMessageContaining("release r1 stopped by a defect: java.lang.NoClassDefFoundError");
    }

    @Test
    void aFullDiskStopsTheReleaseAndSaysThatItsLeaseStays() throws Exception {
        Journal full = new Journal() {
            private final List<String> lines = new ArrayList<>();

            @Override
            public void append(String line, boolean force) throws IOException {
                if (!lines.isEmpty()) {
                    throw new IOException("No space left on device");
                }
                lines.add(line);
            }

            @Override
            public List<String> lines() {
                return lines;
            }
        };
        Release release = release(full);

        release.begin(driver, () -> {});

        assertThatThrownBy(() -> release.done().get(10, TimeUnit.SECONDS))
                .hasMessageContaining("record of release r1 cannot be written")
                .hasMessageContaining("No space left on device; its Lease stays as it is: free the disk, then run");
    }

    @Test
    void aListenerThatFailsStopsNeitherTheReleaseNorOtherListeners() throws Exception {
        Release release = release(journal);
        List<EventKind> heard = new ArrayList<>();
        release.listen(event -> {
            throw new IllegalStateException("not ready for " + event.kind());
        });
        release.listen(event -> heard.add(event.kind()));

        release.begin(driver, () -> {});

        assertThat(release.done().get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(heard).contains(EventKind.ENDED);
        assertThat(release.events()).extracting(Event::kind).contains(EventKind.ENDED);
    }
}
