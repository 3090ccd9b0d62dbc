package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.record.RecordReader;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Deletes the folders of releases that need not be kept any more. What is unfinished, damaged or unreadable stays: a
 * person has to see it.
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
        for (String id : store.ids()) {
            end(id).ifPresent(at -> ended.add(new Retention.Ended(id, at)));
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

    private Optional<Instant> end(String id) {
        try {
            RecordReader.Result read = store.read(id);
            return read.damage().isPresent()
                    ? Optional.empty()
                    : read.state().end().map(end -> end.at());
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
