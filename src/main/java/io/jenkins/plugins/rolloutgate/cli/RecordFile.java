package io.jenkins.plugins.rolloutgate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A record that exists, by the id of its release or as a file. */
final class RecordFile {
    @Parameters(paramLabel = "ID|FILE", description = "Id of a release under --record, or a record's file.")
    String name;

    @Mixin
    RecordOptions record = new RecordOptions();

    Path find(Shell shell) throws IOException {
        Path file = Path.of(name);
        if (Files.isRegularFile(file)) {
            return file.toAbsolutePath();
        }
        if (Files.isDirectory(file)) {
            throw new CommandException(ExitCode.WRONG_USE, name + " is a folder: name a record's file, or its id");
        }
        Path journal = record.store(shell).journal(name);
        if (!Files.isRegularFile(journal)) {
            throw new CommandException(
                    ExitCode.WRONG_USE, "there is no record " + name + ", neither as a file nor at " + journal);
        }
        return journal;
    }
}
