package io.jenkins.plugins.rolloutgate.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that somebody has named to be read. */
final class InputFile {
    private InputFile() {}

    /**
     * The file, if there is one to be read.
     *
     * @throws CommandException saying what is there instead
     */
    static Path of(Path path) {
        if (Files.isDirectory(path)) {
            throw new CommandException(ExitCode.WRONG_USE, path + " is a folder: name a file");
        }
        if (!Files.isRegularFile(path)) {
            throw new CommandException(ExitCode.WRONG_USE, path + ": there is no such file");
        }
        return path;
    }
}
