package io.jenkins.plugins.rolloutgate.playground.prometheus;

import io.jenkins.plugins.rolloutgate.playground.prometheus.Expression.Aggregation;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Expression.Binary;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Expression.CounterCall;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Expression.Literal;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Expression.Quantile;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Expression.Selector;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Lexer.Kind;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Lexer.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Parses the part of PromQL that the playground knows, and names what it does not. */
final class Parser {
    private static final Set<String> UNSUPPORTED = Set.of(
            "or", "and", "unless", "on", "ignoring", "group_left", "group_right", "offset", "without", "@", "%", "^");

    private final List<Token> tokens;
    private int next;

    private Parser(String query) {
        tokens = Lexer.tokens(query);
    }

    static Expression parse(String query) {
        Parser parser = new Parser(query);
        if (parser.peek().kind() == Kind.END) {
            throw QueryException.parse(0, "no expression found in input");
        }
        Expression expression = parser.expression(1);
        if (parser.peek().kind() != Kind.END) {
            throw parser.unexpected(parser.peek());
        }
        return expression;
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    private boolean takeIf(String symbol) {
        boolean found = peek().is(symbol);
        if (found) {
            take();
        }
        return found;
    }

    private void expect(String symbol) {
        if (!takeIf(symbol)) {
            throw unexpected(peek());
        }
    }

    private Token expect(Kind kind) {
        if (peek().kind() != kind) {
            throw unexpected(peek());
        }
        return take();
    }

    private QueryException unexpected(Token token) {
        String text = token.kind() == Kind.STRING ? token.text() : "\"" + token.text() + "\"";
        return UNSUPPORTED.contains(token.text().toLowerCase(Locale.ROOT)) && token.kind() != Kind.STRING
                ? QueryException.unsupported(token.position(), text)
                : QueryException.parse(
                        token.position(), "unexpected " + (token.kind() == Kind.END ? token.text() : text));
    }

    private Expression expression(int precedence) {
        Expression left = unary();
        for (Optional<Operator> operator = Operator.of(peek().text());
                operator.filter(found -> found.precedence() >= precedence).isPresent();
                operator = Operator.of(peek().text())) {
            Token token = take();
            boolean bool = takeIf("bool");
            Expression right = expression(operator.get().precedence() + 1);
            left = binary(token, operator.get(), bool, left, right);
        }
        return left;
    }

    private static Expression binary(Token token, Operator operator, boolean bool, Expression left, Expression right) {
        if (left.type() == Expression.Type.RANGE_VECTOR || right.type() == Expression.Type.RANGE_VECTOR) {
            throw QueryException.parse(
                    token.position(), "binary expression must contain only scalar and instant vector types");
        }
        Binary binary = new Binary(operator, bool, left, right);
        if (bool && !operator.isComparison()) {
            throw QueryException.parse(token.position(), "bool modifier can only be used on comparison operators");
        }
        if (operator.isComparison() && !bool && binary.type() == Expression.Type.SCALAR) {
            throw QueryException.parse(token.position(), "comparisons between scalars must use BOOL modifier");
        }
        return binary;
    }

    private Expression unary() {
        Token sign = peek();
        if (takeIf("-")) {
            return binary(sign, Operator.MULTIPLY, false, new Literal(-1), unary());
        }
        return takeIf("+") ? unary() : primary();
    }

    private Expression primary() {
        Token token = peek();
        if (takeIf("(")) {
            Expression inside = expression(1);
            expect(")");
            return inside;
        }
        return switch (token.kind()) {
            case NUMBER -> new Literal(Double.parseDouble(take().text()));
            case IDENTIFIER -> named();
            case STRING -> throw QueryException.unsupported(token.position(), "a string");
            default -> {
                if (token.is("{")) {
                    yield selector("", token);
                }
                throw unexpected(token);
            }
        };
    }

    private Expression named() {
        Token name = take();
        String text = name.text();
        Optional<Aggregator> aggregator = Aggregator.of(text.toLowerCase(Locale.ROOT));
        if (aggregator.isPresent() && (peek().is("(") || peek().is("by") || peek().is("without"))) {
            return aggregation(aggregator.get());
        }
        if (peek().is("(") || peek().is("by")) {
            return call(name);
        }
        if (UNSUPPORTED.contains(text)) {
            throw unexpected(name);
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf" -> new Literal(Double.POSITIVE_INFINITY);
            case "nan" -> new Literal(Double.NaN);
            default -> selector(text, name);
        };
    }

    private Expression aggregation(Aggregator aggregator) {
        Optional<List<String>> before = grouping();
        Token at = peek();
        expect("(");
        Expression argument = expression(1);
        expect(")");
        check(at, aggregator.name().toLowerCase(Locale.ROOT), Expression.Type.INSTANT_VECTOR, argument);
        return new Aggregation(aggregator, before.or(this::grouping).orElse(List.of()), argument);
    }

    private Optional<List<String>> grouping() {
        if (peek().is("without")) {
            throw unexpected(peek());
        }
        if (!takeIf("by")) {
            return Optional.empty();
        }
        List<String> labels = new ArrayList<>();
        expect("(");
        while (!takeIf(")")) {
            labels.add(expect(Kind.IDENTIFIER).text());
            if (!peek().is(")")) {
                expect(",");
            }
        }
        return Optional.of(labels);
    }

    private Expression call(Token name) {
        if (UNSUPPORTED.contains(name.text())) {
            throw unexpected(name);
        }
        Optional<Counters.Function> counter = Counters.Function.of(name.text());
        boolean quantile = name.text().equals("histogram_quantile");
        if (counter.isEmpty() && !quantile) {
            throw QueryException.unsupported(name.position(), "function \"" + name.text() + "\"");
        }
        expect("(");
        Token first = peek();
        Expression argument = expression(1);
        if (quantile) {
            check(first, name.text(), Expression.Type.SCALAR, argument);
            expect(",");
            Token second = peek();
            Expression buckets = expression(1);
            check(second, name.text(), Expression.Type.INSTANT_VECTOR, buckets);
            expect(")");
            return new Quantile(argument, buckets);
        }
        check(first, name.text(), Expression.Type.RANGE_VECTOR, argument);
        expect(")");
        return new CounterCall(counter.get(), (Selector) argument);
    }

    private static void check(Token at, String function, Expression.Type expected, Expression argument) {
        if (argument.type() != expected) {
            throw QueryException.parse(
                    at.position(),
                    "expected type %s in call to function \"%s\", got %s"
                            .formatted(expected, function, argument.type()));
        }
    }

    private Expression selector(String name, Token start) {
        List<LabelMatcher> matchers = new ArrayList<>();
        if (!name.isEmpty()) {
            matchers.add(LabelMatcher.of(Labels.NAME, "=", name, start.position()));
        }
        if (takeIf("{")) {
            while (!takeIf("}")) {
                Token label = expect(Kind.IDENTIFIER);
                Token operator = expect(Kind.OPERATOR);
                String value = Lexer.unquote(expect(Kind.STRING).text());
                matchers.add(LabelMatcher.of(label.text(), operator.text(), value, operator.position()));
                if (!peek().is("}")) {
                    expect(",");
                }
            }
        }
        if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
            throw QueryException.parse(start.position(), "vector selector must contain at least one non-empty matcher");
        }
        return new Selector(matchers, range());
    }

    private Duration range() {
        if (!takeIf("[")) {
            return Duration.ZERO;
        }
        Duration range = Durations.parse(expect(Kind.DURATION).text());
        if (peek().text().startsWith(":")) {
            throw QueryException.unsupported(peek().position(), "a subquery");
        }
        expect("]");
        return range;
    }
}
