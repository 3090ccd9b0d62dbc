package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.ChecklistReader;
import io.jenkins.plugins.rolloutgate.checklist.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The document that a command is about. */
final class ChecklistFile {
    @Parameters(paramLabel = "FILE", description = "The checklist, in Markdown.")
    Path path;

    /** Reads it; a problem is said with the file's name. */
    Checklist read() throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new CommandException(ExitCode.WRONG_USE, path + ": there is no such file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return ChecklistReader.read(SourceText.of(in.readNBytes(SourceText.MOST_BYTES + 1)));
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.WRONG_USE, path + " " + e.getMessage(), e);
        }
    }
}
