package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecords;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the record of a release is kept, and which checklist it proves. */
final class ReleaseOptions extends RecordOptions {
    @Option(
            names = "--checklist",
            paramLabel = "ID",
            description = "Checklist of which it proves items; see rollout-gate checklist start.")
    String checklist;

    /** A release that is run before the eyes of a person. */
    ReleaseRun run(Shell shell, OutputOptions output) {
        return new ReleaseRun(shell, output, store(shell)).proving(checklist(shell));
    }

    /** The checklist of which something proves items, where one is named. */
    Optional<ChecklistRecord> checklist(Shell shell) {
        return Optional.ofNullable(checklist)
                .map(id -> new ChecklistRecords(store(shell), InstantSource.system()).find(id));
    }
}
