package io.jenkins.plugins.rolloutgate.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The API server's own count of what it was asked; it writes each request down before it answers. */
record AuditLog(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();

    int length() {
        return lines().size();
    }

    /** Requests by verb and resource, such as {@code patch deployments}, among the lines after the given number. */
    SortedMap<String, Integer> requests(int skippedLines, Predicate<String> userAgent) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        Set<String> counted = new HashSet<>();
        lines().stream()
                .skip(skippedLines)
                .map(AuditLog::parse)
                .filter(event -> userAgent.test(event.path("userAgent").asText()))
                .filter(event -> counted.add(event.path("auditID").asText()))
                .forEach(event -> counts.merge(kind(event), 1, Integer::sum));
        return counts;
    }

    private static String kind(JsonNode event) {
        JsonNode object = event.path("objectRef");
        String subresource = object.path("subresource").asText();
        return event.path("verb").asText() + " " + object.path("resource").asText()
                + (subresource.isEmpty() ? "" : "/" + subresource);
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
