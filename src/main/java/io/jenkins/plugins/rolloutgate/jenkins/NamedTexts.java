package io.jenkins.plugins.rolloutgate.jenkins;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts by their names, as one argument of a step: a Pipeline writes a map, a form has lines {@code NAME = TEXT}. Steps have
 * no arguments that are maps, so that a map is kept as JSON.
 */
final class NamedTexts {
    private static final String IS = " = ";

    private NamedTexts() {}

    /**
     * Reads lines or JSON.
     *
     * @throws IllegalArgumentException in one line, naming the argument
     */
    static Map<String, String> read(String argument, String text) {
        Map<String, String> read = new LinkedHashMap<>();
        if (text.startsWith("{")) {
            try {
                JsonNode json = Json.parse(text);
                json.properties()
                        .forEach(entry ->
                                read.put(entry.getKey(), entry.getValue().asText()));
                return read;
            } catch (UncheckedIOException e) {
                throw new IllegalArgumentException(argument + ": write NAME = TEXT, one in each line", e);
            }
        }
        for (String line :
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            int at = line.indexOf(IS);
            if (at < 1) {
                throw new IllegalArgumentException(argument + ": write NAME = TEXT, not '" + line + "'");
            }
            read.put(
                    line.substring(0, at).strip(),
                    line.substring(at + IS.length()).strip());
        }
        return read;
    }

    /** Arguments with their maps as JSON; several lines may also be a list. */
    static Map<String, Object> instead(Map<String, Object> arguments, List<String> names) {
        Map<String, Object> read = new LinkedHashMap<>(arguments);
        names.forEach(name -> read.computeIfPresent(name, (key, value) -> {
            if (value instanceof Map<?, ?> map) {
                Map<String, String> texts = new LinkedHashMap<>();
                map.forEach((one, text) -> texts.put(Text.trim(one), Text.trim(text)));
                return Json.line(texts);
            }
            return value;
        }));
        return read;
    }
}
