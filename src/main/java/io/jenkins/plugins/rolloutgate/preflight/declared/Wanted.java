package io.jenkins.plugins.rolloutgate.preflight.declared;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.preflight.Amount;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.strategy.SpecChecks;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.StreamSupport;

/**
 * What must hold. Numbers may be quantities, such as {@code 500m} or {@code 2Gi}.
 *
 * @param condition type of a condition that must be True; empty for none
 * @param field of the object, with dots; empty for none
 * @param newerThan how old the time in the field may be
 */
record Wanted(
        String condition,
        String field,
        Optional<String> equal,
        Optional<Pattern> matches,
        Optional<Double> atLeast,
        Optional<Double> atMost,
        Optional<Duration> newerThan) {

    static Wanted read(String name, JsonNode json) {
        Wanted wanted = new Wanted(
                json.path("condition").asText("").strip(),
                json.path("field").asText("").strip(),
                Optional.of(json.path("equals")).filter(JsonNode::isValueNode).map(JsonNode::asText),
                Optional.of(json.path("matches"))
                        .filter(JsonNode::isValueNode)
                        .map(pattern -> pattern(name, pattern.asText())),
                number(name, json, "atLeast"),
                number(name, json, "atMost"),
                Optional.of(json.path("newerThan"))
                        .filter(JsonNode::isValueNode)
                        .map(duration -> Durations.parse(duration.asText())));
        SpecChecks.require(
                !(wanted.equal.isPresent() || wanted.matches.isPresent() || wanted.newerThan.isPresent())
                        || !wanted.field.isEmpty()
                        || json.has("query"),
                "check " + name + " compares nothing: name a field");
        SpecChecks.require(
                wanted.condition.isEmpty() || wanted.field.isEmpty(),
                "check " + name + " has a condition and a field: write two checks");
        return wanted;
    }

    private static Pattern pattern(String name, String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "check " + name + " has a pattern that is none: " + e.getDescription(), e);
        }
    }

    private static Optional<Double> number(String name, JsonNode json, String field) {
        if (!json.path(field).isValueNode()) {
            return Optional.empty();
        }
        return Optional.of(quantity(json.path(field))
                .orElseThrow(() -> new IllegalArgumentException("check " + name + " needs a number as " + field
                        + ", not '" + json.path(field).asText() + "'")));
    }

    private static Optional<Double> quantity(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(value.asDouble());
        }
        double amount = Amount.of(value);
        return amount != 0 || value.asText().strip().matches("0+([.]0+)?[A-Za-z]*")
                ? Optional.of(amount)
                : Optional.empty();
    }

    /** Whether it is about what stands in one object. */
    boolean isOfOneObject() {
        return !condition.isEmpty() || !field.isEmpty();
    }

    /** What does not hold of an object, for people; empty if all does. */
    Optional<String> objection(JsonNode object, Instant now) {
        if (!condition.isEmpty()) {
            return conditionObjection(object);
        }
        if (field.isEmpty()) {
            return Optional.empty();
        }
        JsonNode value = object.at("/" + field.replace('.', '/'));
        if (value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty())) {
            return Optional.of("has no " + field);
        }
        return objection(field, value, now);
    }

    /** What does not hold of a value. */
    Optional<String> objection(String what, JsonNode value, Instant now) {
        String text = value.isValueNode() ? value.asText() : value.toString();
        if (equal.isPresent() && !equal.get().equals(text)) {
            return Optional.of(what + " is " + text + ", not " + equal.get());
        }
        if (matches.isPresent() && !matches.get().matcher(text).find()) {
            return Optional.of(what + " is " + text + ", which does not match " + matches.get());
        }
        if (newerThan.isPresent()) {
            return ageObjection(what, text, now);
        }
        return numberObjection(what, value, text);
    }

    private Optional<String> numberObjection(String what, JsonNode value, String text) {
        if (atLeast.isEmpty() && atMost.isEmpty()) {
            return Optional.empty();
        }
        Optional<Double> number = quantity(value);
        if (number.isEmpty() || number.get().isNaN()) {
            return Optional.of(what + " is " + text + ", which is no number");
        }
        if (atLeast.isPresent() && number.get() < atLeast.get()) {
            return Optional.of(what + " is " + text + ", less than " + text(atLeast.get()));
        }
        return atMost.filter(most -> number.get() > most)
                .map(most -> what + " is " + text + ", more than " + text(most));
    }

    private static String text(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private Optional<String> ageObjection(String what, String text, Instant now) {
        try {
            Duration age = Duration.between(Instant.parse(text), now);
            return age.compareTo(newerThan.get()) > 0
                    ? Optional.of(
                            what + " is " + Durations.text(age) + " ago, more than " + Durations.text(newerThan.get()))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.of(what + " is " + text + ", which is no time");
        }
    }

    private Optional<String> conditionObjection(JsonNode object) {
        Optional<JsonNode> found = StreamSupport.stream(
                        object.at("/status/conditions").spliterator(), false)
                .filter(one -> one.path("type").asText().equals(condition))
                .findFirst();
        if (found.isEmpty()) {
            return Optional.of("has no condition " + condition);
        }
        return found.get().path("status").asText().equals("True")
                ? Optional.empty()
                : Optional.of(condition + " is not so: "
                        + found.get()
                                .path("message")
                                .asText(found.get().path("reason").asText()));
    }
}
