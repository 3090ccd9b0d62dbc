package io.jenkins.plugins.rolloutgate.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that somebody has named to be read. */
final class InputFile {
    /** Far more than people write; parsers take minutes for larger ones that are made to be slow. */
    private static final int MOST_BYTES = 4 << 20;

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

    /**
     * The text of the file.
     *
     * @throws CommandException if there is no file to be read, it is larger than 4 MiB, or not text in UTF-8
     */
    static String text(Path path) throws IOException {
        if (Files.size(of(path)) > MOST_BYTES) {
            throw new CommandException(ExitCode.WRONG_USE, path + " is larger than 4 MiB: split it");
        }
        try {
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new CommandException(ExitCode.WRONG_USE, path + ": it is no text in UTF-8: name a text file", e);
        }
    }
}
