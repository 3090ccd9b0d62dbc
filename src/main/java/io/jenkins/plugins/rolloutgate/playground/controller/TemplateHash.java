package io.jenkins.plugins.rolloutgate.playground.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** The short name of a pod template, independent of the order of its fields. */
final class TemplateHash {
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private TemplateHash() {}

    static String of(JsonNode template) {
        CRC32 crc = new CRC32();
        crc.update(sorted(template).getBytes(StandardCharsets.UTF_8));
        StringBuilder hash = new StringBuilder();
        for (long rest = crc.getValue() + (1L << 32); rest > 0; rest /= LETTERS.length()) {
            hash.append(LETTERS.charAt((int) (rest % LETTERS.length())));
        }
        return hash.toString();
    }

    private static String sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            TreeMap<String, String> fields = new TreeMap<>();
            object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            return fields.toString();
        }
        if (node.isArray()) {
            return node.valueStream().map(TemplateHash::sorted).toList().toString();
        }
        return node.toString();
    }
}
