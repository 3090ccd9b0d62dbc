package io.jenkins.plugins.rolloutgate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Reads keys from files; a problem is said with the file's name. */
final class KeyFiles {
    private KeyFiles() {}

    static <K> K read(Path file, Function<String, K> reading) throws IOException {
        try {
            return reading.apply(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.WRONG_USE, file + " " + e.getMessage(), e);
        }
    }
}
