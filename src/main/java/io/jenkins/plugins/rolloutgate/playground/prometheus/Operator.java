package io.jenkins.plugins.rolloutgate.playground.prometheus;

import java.util.Optional;
import java.util.stream.Stream;

/** The operators between numbers; a comparison comes to 1 or 0. */
enum Operator {
    ADD("+", 2),
    SUBTRACT("-", 2),
    MULTIPLY("*", 3),
    DIVIDE("/", 3),
    EQUAL("==", 1),
    NOT_EQUAL("!=", 1),
    GREATER(">", 1),
    LESS("<", 1),
    AT_LEAST(">=", 1),
    AT_MOST("<=", 1);

    private final String symbol;
    private final int precedence;

    Operator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    static Optional<Operator> of(String symbol) {
        return Stream.of(values())
                .filter(operator -> operator.symbol.equals(symbol))
                .findFirst();
    }

    /** Who has the higher one binds tighter. */
    int precedence() {
        return precedence;
    }

    boolean isComparison() {
        return precedence == 1;
    }

    double apply(double left, double right) {
        return switch (this) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case EQUAL -> truth(left == right);
            case NOT_EQUAL -> truth(left != right);
            case GREATER -> truth(left > right);
            case LESS -> truth(left < right);
            case AT_LEAST -> truth(left >= right);
            case AT_MOST -> truth(left <= right);
        };
    }

    private static double truth(boolean value) {
        return value ? 1 : 0;
    }
}
