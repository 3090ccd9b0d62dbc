package io.jenkins.plugins.rolloutgate.run;

import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.RecordReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder in which releases are kept, one folder each; thread-safe, as it only names files. */
public final class ReleaseStore {
    private static final String JOURNAL = "record.jsonl";

    private final Path root;

    public ReleaseStore(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    /**
     * The folder of a release.
     *
     * @throws IllegalArgumentException if the id could lead elsewhere
     */
    public Path folder(String id) {
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("'" + id + "' is not the id of a release");
        }
        return root.resolve(id);
    }

    public Path journal(String id) {
        return folder(id).resolve(JOURNAL);
    }

    public boolean has(String id) {
        return Files.exists(journal(id));
    }

    FileJournal open(String id) throws IOException {
        return new FileJournal(journal(id));
    }

    /** What can be read of a record, whoever is writing it. */
    public RecordReader.Result read(String id) throws IOException {
        return RecordReader.read(FileJournal.read(journal(id)));
    }

    /** Ids of all releases, oldest first as far as their names tell. */
    public List<String> ids() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve(JOURNAL)))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
