package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.ChecklistReader;
import io.jenkins.plugins.rolloutgate.checklist.SourceText;
import io.jenkins.plugins.rolloutgate.checklist.bind.BindingFile;
import io.jenkins.plugins.rolloutgate.checklist.bind.Bindings;
import io.jenkins.plugins.rolloutgate.run.checklist.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** The document that a command is about. */
final class ChecklistFile {
    @Parameters(paramLabel = "FILE", description = "The checklist, in Markdown.")
    Path path;

    /** Reads it; a problem is said with the file's name. */
    Checklist read() throws IOException {
        try (InputStream in = Files.newInputStream(InputFile.of(path))) {
            return ChecklistReader.read(SourceText.of(in.readNBytes(SourceText.MOST_BYTES + 1)));
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.WRONG_USE, path + " " + e.getMessage(), e);
        }
    }

    /**
     * What proves its items, from its comments and the YAML beside it if there is one; a problem ends the command.
     */
    Bindings bindings(Checklist read) throws IOException {
        Bindings bindings = Bindings.of(read, besides(), Map.of());
        if (!bindings.problems().isEmpty()) {
            throw new CommandException(ExitCode.WRONG_USE, path + ": " + String.join("; ", bindings.problems()));
        }
        return bindings;
    }

    /** The document with what stands beside it, as a record takes it in. */
    Document document() throws IOException {
        bindings(read());
        String beside = Files.isRegularFile(beside()) ? Files.readString(beside()) : "";
        return new Document(
                path.getFileName().toString(), SourceText.decode(Files.readAllBytes(path)), beside, Map.of());
    }

    private List<BindingFile.Entry> besides() throws IOException {
        if (!Files.isRegularFile(beside())) {
            return List.of();
        }
        return InputFile.read(beside(), BindingFile::read);
    }

    /** {@code RELEASE.bind.yaml} beside {@code RELEASE.md}. */
    Path beside() {
        String name = path.getFileName().toString().replaceFirst("\\.[^.]*$", "") + ".bind.yaml";
        return path.resolveSibling(name);
    }
}
