package io.jenkins.plugins.rolloutgate.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** A file that somebody has named to be read. */
final class InputFile {
    /** Far more than people write; parsers take minutes for larger ones that are made to be slow. */
    private static final int MOST_MIB = 4;

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
        return text(path, MOST_MIB, "split it");
    }

    /** The same with another limit, and what to do about it. */
    static String text(Path path, int mostMib, String todo) throws IOException {
        if (Files.size(of(path)) > (long) mostMib << 20) {
            throw new CommandException(ExitCode.WRONG_USE, path + " is larger than " + mostMib + " MiB: " + todo);
        }
        try {
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new CommandException(ExitCode.WRONG_USE, path + ": it is no text in UTF-8: name a text file", e);
        }
    }

    /**
     * What stands in the file.
     *
     * @param reading throws IllegalArgumentException for what it cannot read
     * @throws CommandException as {@link #text(Path)}, or with what cannot be read
     */
    static <T> T read(Path path, Function<String, T> reading) throws IOException {
        String text = text(path);
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.WRONG_USE, path + ": " + e.getMessage(), e);
        }
    }
}
