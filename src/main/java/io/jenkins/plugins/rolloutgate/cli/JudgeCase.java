package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A case to be judged, as JSON; every error names the field and what it should be. */
final class JudgeCase {
    private final JsonNode json;
    private final String name;

    private JudgeCase(JsonNode json, String name) {
        this.json = json;
        this.name = name;
    }

    static JudgeCase parse(String text, String name) {
        JsonNode json;
        try {
            json = Json.parse(text);
        } catch (UncheckedIOException e) {
            String line = e.getCause().getMessage().lines().findFirst().orElse("");
            throw new CommandException(ExitCode.WRONG_USE, name + " is not JSON: " + line, e);
        }
        if (!json.isObject()) {
            throw new CommandException(ExitCode.WRONG_USE, name + " is not a JSON object: give one case");
        }
        return new JudgeCase(json, name);
    }

    CommandException wrong(String field, String expected) {
        return new CommandException(ExitCode.WRONG_USE, name + ": " + field + " must be " + expected);
    }

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    double number(String field) {
        JsonNode value = json.path(field);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw wrong(field, "a number");
        }
        return value.doubleValue();
    }

    double number(String field, double otherwise) {
        return has(field) ? number(field) : otherwise;
    }

    int count(String field, int otherwise) {
        double value = number(field, otherwise);
        if (value != Math.rint(value) || value < 0 || value > Integer.MAX_VALUE) {
            throw wrong(field, "a whole number of at least 0");
        }
        return (int) value;
    }

    boolean flag(String field) {
        JsonNode value = json.path(field);
        if (has(field) && !value.isBoolean()) {
            throw wrong(field, "true or false");
        }
        return value.asBoolean(false);
    }

    String text(String field, String otherwise) {
        JsonNode value = json.path(field);
        if (has(field) && !value.isTextual()) {
            throw wrong(field, "a text");
        }
        return value.asText(otherwise);
    }

    <T extends Enum<T>> T word(String field, Class<T> words, T otherwise) {
        String text = text(field, otherwise.name()).toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(words.getEnumConstants())
                .filter(word -> word.name().replace("_", "").equals(text.replace("_", "")))
                .findFirst()
                .orElseThrow(() -> wrong(
                        field,
                        "one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(words.getEnumConstants())
                                                .map(word -> word.name().toLowerCase(Locale.ROOT))
                                                .toList())));
    }

    /** Numbers; null and the text NaN stand for points without one. */
    double[] numbers(String field) {
        JsonNode array = json.path(field);
        if (!array.isArray()) {
            throw wrong(field, "a list of numbers");
        }
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(value -> {
                    if (value.isNull() || value.asText().equals("NaN")) {
                        return Double.NaN;
                    }
                    if (!value.isNumber() || Double.isInfinite(value.doubleValue())) {
                        throw wrong(field, "a list of numbers, with null for a missing one");
                    }
                    return value.doubleValue();
                })
                .toArray();
    }

    List<JudgeCase> cases(String field) {
        JsonNode array = json.path(field);
        if (!array.isArray()) {
            throw wrong(field, "a list of objects");
        }
        return StreamSupport.stream(array.spliterator(), false)
                .map(each -> child(field, each))
                .toList();
    }

    Optional<JudgeCase> child(String field) {
        return has(field) ? Optional.of(child(field, json.get(field))) : Optional.empty();
    }

    List<String> fields() {
        return json.properties().stream().map(field -> field.getKey()).toList();
    }

    private JudgeCase child(String field, JsonNode value) {
        if (!value.isObject()) {
            throw wrong(field, "an object");
        }
        return new JudgeCase(value, name + ": " + field);
    }
}
