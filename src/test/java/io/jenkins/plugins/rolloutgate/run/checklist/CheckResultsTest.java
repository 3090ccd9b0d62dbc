package io.jenkins.plugins.rolloutgate.run.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.checklist.state.Status;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckResultsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T07:00:00Z");

    @TempDir
    private Path folder;

    private ChecklistRecord record(String text) throws IOException {
        return new ChecklistRecords(new ReleaseStore(folder), () -> NOW)
                .start(new Document("RELEASE.md", text, "", Map.of()), "jana", List.of("jana"), Json.object());
    }

    private static Checked checked(String name, Finding finding) {
        return new Checked(name, finding, Duration.ZERO);
    }

    private static List<Status> statuses(ChecklistRecord record) throws IOException {
        Snapshot snapshot = record.snapshot();
        return snapshot.checklist().entries().stream()
                .map(item -> snapshot.state(NOW).item(item.id()).status())
                .toList();
    }

    @Test
    void ticksWhatIsBoundToChecksAndLeavesOutTheOthers() throws Exception {
        ChecklistRecord record = record("""
                - [ ] Three nodes <!-- gate: check nodes: ready >= 3 -->
                - [ ] Four nodes <!-- gate: check nodes: ready >= 4 -->
                - [ ] Room in the quota <!-- gate: check quota -->
                - [ ] Certificates <!-- gate: check certificates -->
                """);

        int taken = new CheckResults(record)
                .take(
                        "team/shop #7",
                        List.of(
                                checked(
                                        "nodes",
                                        Finding.pass("3 of 3 nodes take pods").with("ready", 3)),
                                checked("quota", Finding.fail("no room", "raise it")),
                                checked("certificates", Finding.warn("ends in 4 days", "renew it")),
                                checked("limits", Finding.pass("fine"))));

        assertThat(taken).isEqualTo(3);
        assertThat(statuses(record)).containsExactly(Status.PASSED, Status.FAILED, Status.FAILED, Status.OPEN);
    }
}
