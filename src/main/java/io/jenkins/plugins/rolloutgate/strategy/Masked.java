package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/**
 * Objects of a cluster without what looks like a secret: a record is read by more people than a Deployment. What is
 * referred to by {@code valueFrom} is not in the object anyway.
 */
final class Masked {
    private static final String MASK = "***";
    private static final String SECRET = "pass|pwd|secret|token|key|credential|auth|private|dsn";
    private static final Pattern NAME = Pattern.compile(SECRET, Pattern.CASE_INSENSITIVE);
    private static final Pattern OPTION =
            Pattern.compile("([\\w.-]*(?:" + SECRET + ")[\\w.-]*\\s*[=:]\\s*)[^\\s&]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern USER_INFO = Pattern.compile("://[^/\\s@]+@");
    private static final String COPY = "kubectl.kubernetes.io/last-applied-configuration";

    private Masked() {}

    static JsonNode of(JsonNode object) {
        if (object instanceof ObjectNode fields) {
            ObjectNode copy = fields.objectNode();
            boolean variable = NAME.matcher(fields.path("name").asText()).find();
            fields.properties().forEach(field -> {
                if (variable && field.getKey().equals("value")) {
                    copy.put("value", MASK);
                } else if (!field.getKey().equals(COPY)) {
                    copy.set(field.getKey(), of(field.getValue()));
                }
            });
            return copy;
        }
        if (object instanceof ArrayNode items) {
            ArrayNode copy = items.arrayNode();
            items.forEach(item -> copy.add(of(item)));
            return copy;
        }
        return object.isTextual() ? TextNode.valueOf(text(object.asText())) : object;
    }

    private static String text(String text) {
        return OPTION.matcher(USER_INFO.matcher(text).replaceAll("://" + MASK + "@"))
                .replaceAll("$1" + MASK);
    }
}
