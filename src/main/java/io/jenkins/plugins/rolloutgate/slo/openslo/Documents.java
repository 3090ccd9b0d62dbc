package io.jenkins.plugins.rolloutgate.slo.openslo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The documents of a YAML file, as plain trees: no tag of it makes any other object. */
public final class Documents {
    /** Of a key that stands twice only the last would count, and what the other said would be lost without a word. */
    private static final ObjectMapper MAPPER =
            new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private Documents() {}

    /**
     * Reads all that are objects.
     *
     * @throws IllegalArgumentException in one line, if it is not YAML, or has aliases or a key twice
     */
    public static List<JsonNode> of(String yaml) {
        try {
            refuseAliases(yaml);
            List<JsonNode> documents = new ArrayList<>();
            try (MappingIterator<JsonNode> all =
                    MAPPER.readerFor(JsonNode.class).readValues(yaml)) {
                while (all.hasNextValue()) {
                    JsonNode document = all.nextValue();
                    if (document.isObject()) {
                        documents.add(document);
                    }
                }
            }
            return documents;
        } catch (IOException | RuntimeException e) {
            if (e instanceof IllegalArgumentException known) {
                throw known;
            }
            throw new IllegalArgumentException("cannot read the YAML: " + firstLine(e), e);
        }
    }

    /**
     * Reads one list.
     *
     * @throws IllegalArgumentException in one line, if it is none
     */
    public static JsonNode list(String yaml) {
        try {
            refuseAliases(yaml);
            JsonNode list = MAPPER.readTree(yaml);
            if (list == null || !list.isArray()) {
                throw new IllegalArgumentException("it must be a list: begin each item with a dash");
            }
            return list;
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the YAML: " + firstLine(e), e);
        }
    }

    /** In a tree an alias would be its own name, and so be taken for a text. */
    private static void refuseAliases(String yaml) throws IOException {
        try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (parser.isCurrentAlias()) {
                    throw new IllegalArgumentException("the alias *" + parser.getText() + " in line "
                            + parser.currentTokenLocation().getLineNr()
                            + " is not supported: repeat what it stands for");
                }
            }
        }
    }

    private static String firstLine(Exception e) {
        String message = e instanceof JsonProcessingException known ? known.getOriginalMessage() : e.getMessage();
        String where = e instanceof JsonProcessingException known && known.getLocation() != null
                ? " in line " + known.getLocation().getLineNr()
                : "";
        return String.valueOf(message).strip().lines().findFirst().orElse("") + where;
    }
}
