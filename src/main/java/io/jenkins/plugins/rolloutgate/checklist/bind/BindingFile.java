package io.jenkins.plugins.rolloutgate.checklist.bind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the YAML beside a checklist: under {@code bind}, a binding or a list of them by the name of its item. */
public final class BindingFile {
    private static final String BIND = "bind";

    private BindingFile() {}

    /** What is written under one name. */
    public record Entry(int line, String item, String binding) {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException in one line, with the number of the line, if it is not such a file
     */
    public static List<Entry> read(String yaml) {
        List<Entry> entries = new ArrayList<>();
        try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return entries;
            }
            expect(parser, first, JsonToken.START_OBJECT, "write 'bind:' and below it 'ITEM: PROOF'");
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
                String key = parser.currentName();
                if (!BIND.equals(key)) {
                    throw wrong(parser, "unknown key '" + key + "': write 'bind:'");
                }
                JsonToken value = parser.nextToken();
                if (value != JsonToken.VALUE_NULL) {
                    expect(parser, value, JsonToken.START_OBJECT, "below 'bind:' write 'ITEM: PROOF'");
                    items(parser, entries);
                }
            }
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new IllegalArgumentException(
                    where
                            + String.valueOf(e.getOriginalMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("no YAML"),
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return entries;
    }

    private static void items(YAMLParser parser, List<Entry> entries) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int line = parser.currentTokenLocation().getLineNr();
            String item = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY) {
                while ((value = parser.nextToken()) != JsonToken.END_ARRAY) {
                    entries.add(new Entry(line, item, text(parser, value)));
                }
            } else {
                entries.add(new Entry(line, item, text(parser, value)));
            }
        }
    }

    private static String text(YAMLParser parser, JsonToken value) throws IOException {
        // In a tree an alias would be its own name, and so be taken for a text.
        if (!value.isScalarValue() || value == JsonToken.VALUE_NULL || parser.isCurrentAlias()) {
            throw wrong(parser, "a proof is a text, such as 'gate smoke'");
        }
        return parser.getText();
    }

    private static void expect(YAMLParser parser, JsonToken found, JsonToken wanted, String what) {
        if (found != wanted) {
            throw wrong(parser, what);
        }
    }

    private static IllegalArgumentException wrong(YAMLParser parser, String what) {
        return new IllegalArgumentException(
                "line " + Math.max(1, parser.currentTokenLocation().getLineNr()) + ": " + what);
    }
}
