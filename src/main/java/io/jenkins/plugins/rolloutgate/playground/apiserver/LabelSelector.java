package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Matches objects by their labels, equality and set based. */
public final class LabelSelector implements Predicate<JsonNode> {
    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)");
    private static final Pattern EQUALITY = Pattern.compile("([^=!\\s]+)\\s*(==|!=|=)\\s*(\\S*)");
    private static final Pattern EXISTENCE = Pattern.compile("(!?)\\s*([^=!\\s]+)");

    private final List<Requirement> requirements;

    private LabelSelector(List<Requirement> requirements) {
        this.requirements = List.copyOf(requirements);
    }

    private enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST
    }

    private record Requirement(String key, Operator operator, List<String> values) {
        boolean holds(JsonNode labels) {
            JsonNode value = labels.path(key);
            boolean present = value.isTextual();
            return switch (operator) {
                case IN -> present && values.contains(value.asText());
                case NOT_IN -> !present || !values.contains(value.asText());
                case EXISTS -> present;
                case DOES_NOT_EXIST -> !present;
            };
        }
    }

    /** Parses the query form; empty selects everything. */
    static LabelSelector parse(String text) {
        List<Requirement> requirements = new ArrayList<>();
        for (String term : text.split(",(?![^(]*\\))", -1)) {
            if (!term.isBlank()) {
                requirements.add(requirement(term.strip()));
            }
        }
        return new LabelSelector(requirements);
    }

    private static Requirement requirement(String term) {
        Matcher set = SET.matcher(term);
        if (set.matches()) {
            List<String> values = List.of(set.group(3).split(",", -1)).stream()
                    .map(String::strip)
                    .toList();
            return new Requirement(set.group(1), operator(set.group(2).equals("in")), values);
        }
        Matcher equality = EQUALITY.matcher(term);
        if (equality.matches()) {
            boolean equal = !equality.group(2).equals("!=");
            return new Requirement(equality.group(1), operator(equal), List.of(equality.group(3)));
        }
        Matcher existence = EXISTENCE.matcher(term);
        if (existence.matches()) {
            boolean absent = existence.group(1).equals("!");
            return new Requirement(existence.group(2), absent ? Operator.DOES_NOT_EXIST : Operator.EXISTS, List.of());
        }
        throw ApiException.badRequest("unable to parse requirement: " + term);
    }

    private static Operator operator(boolean in) {
        return in ? Operator.IN : Operator.NOT_IN;
    }

    /** Reads a plain map of labels, as in a Service; an empty one selects nothing. */
    public static Predicate<JsonNode> ofMap(JsonNode labels) {
        return labels.isEmpty() ? object -> false : new LabelSelector(equalities(labels));
    }

    /** Reads {@code matchLabels} and {@code matchExpressions}, as in a Deployment. */
    public static LabelSelector of(JsonNode selector) {
        List<Requirement> requirements = equalities(selector.path("matchLabels"));
        for (JsonNode expression : selector.path("matchExpressions")) {
            Operator operator =
                    switch (expression.path("operator").asText()) {
                        case "In" -> Operator.IN;
                        case "NotIn" -> Operator.NOT_IN;
                        case "Exists" -> Operator.EXISTS;
                        default -> Operator.DOES_NOT_EXIST;
                    };
            List<String> values = new ArrayList<>();
            expression.path("values").forEach(value -> values.add(value.asText()));
            requirements.add(new Requirement(expression.path("key").asText(), operator, values));
        }
        return new LabelSelector(requirements);
    }

    private static List<Requirement> equalities(JsonNode labels) {
        List<Requirement> requirements = new ArrayList<>();
        labels.properties()
                .forEach(label -> requirements.add(new Requirement(
                        label.getKey(), Operator.IN, List.of(label.getValue().asText()))));
        return requirements;
    }

    @Override
    public boolean test(JsonNode object) {
        return matches(object.path("metadata").path("labels"));
    }

    boolean matches(JsonNode labels) {
        return requirements.stream().allMatch(requirement -> requirement.holds(labels));
    }
}
