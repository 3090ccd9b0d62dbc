package io.jenkins.plugins.rolloutgate.playground.prometheus;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A condition on one label; regular expressions are anchored at both ends. */
record LabelMatcher(String label, Operator operator, String value, Pattern pattern) {
    enum Operator {
        EQUAL,
        NOT_EQUAL,
        MATCH,
        NO_MATCH
    }

    static LabelMatcher of(String label, String operator, String value, int position) {
        Operator found =
                switch (operator) {
                    case "=" -> Operator.EQUAL;
                    case "!=" -> Operator.NOT_EQUAL;
                    case "=~" -> Operator.MATCH;
                    case "!~" -> Operator.NO_MATCH;
                    default ->
                        throw QueryException.parse(position, "unexpected \"" + operator + "\" in label matching");
                };
        boolean regular = found == Operator.MATCH || found == Operator.NO_MATCH;
        try {
            return new LabelMatcher(label, found, value, Pattern.compile(regular ? value : ""));
        } catch (PatternSyntaxException e) {
            throw QueryException.parse(position, "error parsing regexp: " + e.getDescription());
        }
    }

    boolean matches(Labels labels) {
        return matches(labels.get(label));
    }

    boolean matches(String text) {
        return switch (operator) {
            case EQUAL -> text.equals(value);
            case NOT_EQUAL -> !text.equals(value);
            case MATCH -> pattern.matcher(text).matches();
            case NO_MATCH -> !pattern.matcher(text).matches();
        };
    }
}
