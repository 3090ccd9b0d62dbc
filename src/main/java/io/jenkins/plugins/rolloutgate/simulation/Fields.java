package io.jenkins.plugins.rolloutgate.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.slo.Quantity;
import io.jenkins.plugins.rolloutgate.slo.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** An object of a plan; every error names the field and what it should be. */
final class Fields {
    private final String path;
    private final JsonNode json;

    private Fields(String path, JsonNode json) {
        this.path = path;
        this.json = json;
    }

    /**
     * Reads an object.
     *
     * @param path where it stands, for errors; empty for the whole plan
     * @param known the fields that there are
     * @throws IllegalArgumentException in one line, if it is no object or has other fields
     */
    static Fields of(String path, JsonNode json, Set<String> known) {
        Fields fields = new Fields(path, json);
        if (!json.isObject() && !json.isMissingNode() && !json.isNull()) {
            throw new IllegalArgumentException((path.isEmpty() ? "the plan" : path) + " must be a list of NAME: VALUE");
        }
        Set<String> unknown = new TreeSet<>();
        json.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(fields.name(unknown.iterator().next()) + " is unknown: there are "
                    + String.join(", ", new TreeSet<>(known)));
        }
        return fields;
    }

    private String name(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    Fields object(String field, Set<String> known) {
        return of(name(field), json.path(field), known);
    }

    List<Fields> objects(String field, Set<String> known) {
        List<Fields> all = new ArrayList<>();
        for (JsonNode one : json.path(field)) {
            all.add(of(name(field) + "[" + all.size() + "]", one, known));
        }
        return all;
    }

    /** One text, or several in a list. */
    List<String> texts(String field) {
        List<String> all = new ArrayList<>();
        JsonNode value = json.path(field);
        if (value.isArray()) {
            value.forEach(one -> all.add(one.asText()));
        } else if (has(field)) {
            all.add(value.asText());
        }
        return all;
    }

    String text(String field, String otherwise) {
        return has(field) ? json.path(field).asText() : otherwise;
    }

    boolean flag(String field, boolean otherwise) {
        String text = text(field, String.valueOf(otherwise));
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong(field, "true or false");
        }
        return text.equals("true");
    }

    int count(String field, int least, int otherwise) {
        String text = text(field, String.valueOf(otherwise));
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least) {
            throw wrong(field, "a whole number from " + least);
        }
        return Integer.parseInt(text);
    }

    Optional<Duration> duration(String field) {
        return has(field) ? Optional.of(argument(field, () -> Durations.parse(text(field, "")))) : Optional.empty();
    }

    Optional<Double> quantity(String field, Unit unit) {
        if (!has(field)) {
            return Optional.empty();
        }
        Quantity read = argument(field, () -> Quantity.parse(text(field, "")));
        boolean share = unit == Unit.RATIO && (read.value() > 1 || read.value() < 0);
        if (read.unit() != unit || share) {
            throw wrong(field, "written like " + Quantity.example(unit));
        }
        return Optional.of(read.value());
    }

    /** Values by name, in base units, whatever their unit. */
    Map<String, Double> quantities(String field) {
        Map<String, Double> values = new TreeMap<>();
        json.path(field)
                .properties()
                .forEach(value -> values.put(
                        value.getKey(),
                        argument(
                                field + "." + value.getKey(),
                                () -> Quantity.parse(value.getValue().asText()).value())));
        return values;
    }

    private <T> T argument(String field, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name(field) + ": " + e.getMessage(), e);
        }
    }

    IllegalArgumentException wrong(String field, String expected) {
        return new IllegalArgumentException(
                name(field) + " must be " + expected + ", not '" + text(field, "nothing") + "'");
    }
}
