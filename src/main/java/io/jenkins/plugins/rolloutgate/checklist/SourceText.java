package io.jenkins.plugins.rolloutgate.checklist;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lines of a document, readable whatever was done to its encoding, with what they were in the file beside them.
 *
 * @param byteOrderMark whether the file began with one
 * @param notes one line for each thing that was repaired or guessed, for people
 */
public record SourceText(List<Line> lines, boolean byteOrderMark, List<String> notes) {
    /** A larger file is no checklist. */
    public static final int MOST_BYTES = 4 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int LINES_NAMED = 5;

    public SourceText {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
    }

    /**
     * One line.
     *
     * @param text repaired
     * @param original as it stands in the file; the same unless it was encoded twice
     * @param ending the line break behind it; empty at the end of a file without a final one
     */
    public record Line(String text, String original, String ending) {
        public boolean isBlank() {
            return text.isBlank();
        }

        boolean isRepaired() {
            return !text.equals(original);
        }
    }

    /**
     * Decodes a file: UTF-8, UTF-16 with a byte order mark, and what is neither as Windows-1252.
     *
     * @throws IllegalArgumentException in one line, if it is too large or not a text
     */
    public static SourceText of(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw tooLarge();
        }
        List<String> notes = new ArrayList<>();
        return of(decode(bytes, notes), notes);
    }

    /**
     * The text of a file, with its byte order mark, as {@link #of(String)} takes it.
     *
     * @throws IllegalArgumentException in one line, if it is too large
     */
    public static String decode(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw tooLarge();
        }
        return decode(bytes, new ArrayList<>());
    }

    /**
     * Takes a text as it is, apart from lines that were encoded twice.
     *
     * @throws IllegalArgumentException in one line, if it is too large or not a text
     */
    public static SourceText of(String text) {
        if (text.length() > MOST_BYTES) {
            throw tooLarge();
        }
        return of(text, new ArrayList<>());
    }

    private static IllegalArgumentException tooLarge() {
        return new IllegalArgumentException(
                "is larger than " + (MOST_BYTES >> 20) + " MiB: a checklist is a text that people read");
    }

    private static SourceText of(String text, List<String> notes) {
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        String content = marked ? text.substring(1) : text;
        if (isBinary(content)) {
            throw new IllegalArgumentException("is no text: give a Markdown file");
        }
        List<Line> lines = split(content);
        noteRepairs(lines, notes);
        return new SourceText(lines, marked, notes);
    }

    private static String decode(byte[] bytes, List<String> notes) {
        if (bytes.length >= 2
                && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
                        || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF))) {
            notes.add("the file is UTF-16; it was read as that");
            return BYTE_ORDER_MARK + new String(bytes, StandardCharsets.UTF_16);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            notes.add("the file is not UTF-8; it was read as Windows-1252");
            return new String(bytes, WINDOWS);
        }
    }

    private static boolean isBinary(String text) {
        long controls = text.chars()
                .filter(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\u001b')
                .count();
        return text.indexOf('\0') >= 0 || controls * 100 > text.length();
    }

    /** Ends lines where CommonMark does, and nowhere else. */
    private static List<Line> split(String text) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                String line = text.substring(start, i);
                boolean both = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
                i += both ? 1 : 0;
                lines.add(line(line, both ? "\r\n" : String.valueOf(c)));
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(line(text.substring(start), ""));
        }
        return lines;
    }

    private static Line line(String original, String ending) {
        return new Line(EncodingRepair.repair(original), original, ending);
    }

    private static void noteRepairs(List<Line> lines, List<String> notes) {
        List<Integer> repaired = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isRepaired()) {
                repaired.add(i + 1);
            }
        }
        if (!repaired.isEmpty()) {
            String named =
                    repaired.stream().limit(LINES_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
            int more = repaired.size() - LINES_NAMED;
            notes.add("UTF-8 that was encoded twice was repaired in " + repaired.size()
                    + (repaired.size() == 1 ? " line: " : " lines: ") + named
                    + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    /** A line by its number. */
    public String line(int number) {
        return lines.get(number - 1).text();
    }
}
