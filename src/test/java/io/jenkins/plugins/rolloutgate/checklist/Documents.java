package io.jenkins.plugins.rolloutgate.checklist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Documents of the tests: written for this project, in the ways in which teams write theirs. */
final class Documents {
    private Documents() {}

    static String text(String name) {
        try (InputStream in = Documents.class.getResourceAsStream(name + ".md")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Checklist read(String name) {
        return of(text(name));
    }

    static Checklist of(String markdown) {
        return ChecklistReader.read(SourceText.of(markdown));
    }

    /** The text after it was once read as Windows-1252, in which five codes stand for nothing, and saved as UTF-8. */
    static String encodedTwice(String text) {
        StringBuilder twice = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            String read = new String(new byte[] {one}, java.nio.charset.Charset.forName("windows-1252"));
            twice.append(read.equals("\uFFFD") ? String.valueOf((char) (one & 0xFF)) : read);
        }
        return twice.toString();
    }
}
