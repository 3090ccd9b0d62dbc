package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.checklist.state.ChecklistState;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.RecordReader;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Deletes the folders of releases that need not be kept any more. What is unfinished, damaged or unreadable stays: a
 * person has to see it. So does the newest baseline of each name.
 */
final class ReleaseFolders {
    private final ReleaseStore store;
    private final Consumer<String> log;

    /**
     * Looks at nothing yet.
     *
     * @param log told in one line what was deleted and what could not be
     */
    ReleaseFolders(ReleaseStore store, Consumer<String> log) {
        this.store = store;
        this.log = log;
    }

    /**
     * Deletes what is outdated.
     *
     * @return ids of the deleted
     * @throws IOException if the folder of all releases cannot be listed
     */
    List<String> discard(Retention retention, Instant now) throws IOException {
        if (retention.keepsAll()) {
            return List.of();
        }
        List<Retention.Ended> ended = new ArrayList<>();
        Set<String> baselines = new HashSet<>();
        List<String> ids = store.ids();
        for (int i = ids.size() - 1; i >= 0; i--) {
            String id = ids.get(i);
            over(id).filter(over -> !isBaselineInUse(over.state(), baselines))
                    .ifPresent(over -> ended.add(new Retention.Ended(id, over.at())));
        }
        List<String> deleted = new ArrayList<>();
        for (String id : retention.outdated(ended, now)) {
            try {
                delete(id);
                deleted.add(id);
                log.accept("deleted release " + id);
            } catch (IOException e) {
                log.accept("cannot delete release " + id + ": " + e);
            }
        }
        return deleted;
    }

    /** Of those that were captured under a name in a folder, the newest is what releases are compared with. */
    private static boolean isBaselineInUse(ReleaseState state, Set<String> newer) {
        String name = state.spec().path("capture").asText();
        boolean captured = !name.isEmpty()
                && state.end().filter(end -> end.outcome() == Outcome.PASSED).isPresent();
        return captured && newer.add(Origin.read(state.origin()).folder() + "/" + name);
    }

    /** What need not be kept for its own sake, and since when. */
    private record Over(ReleaseState state, Instant at) {}

    private Optional<Over> over(String id) {
        try {
            RecordReader.Result read = store.read(id);
            if (read.damage().isPresent()) {
                return Optional.empty();
            }
            ReleaseState state = read.state();
            // Nobody ends a checklist: it is over when nothing more is said of it.
            return state.strategy().equals(ChecklistState.STRATEGY)
                    ? Optional.of(new Over(
                            state, read.events().get(read.events().size() - 1).time()))
                    : state.end().map(end -> new Over(state, end.at()));
        } catch (IOException | RuntimeException e) {
            log.accept("kept release " + id + ", whose record cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The record first: without it, what a crash leaves behind is no release any more. */
    private void delete(String id) throws IOException {
        Files.deleteIfExists(store.journal(id));
        try (Stream<Path> files = Files.walk(store.folder(id))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
