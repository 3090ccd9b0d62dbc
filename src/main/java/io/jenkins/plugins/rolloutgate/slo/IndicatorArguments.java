package io.jenkins.plugins.rolloutgate.slo;

import io.jenkins.plugins.rolloutgate.slo.Indicator.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An indicator as people give it: queries by their role, and what they return. The roles tell the kind: {@code value}
 * alone, {@code bucket} alone, {@code total} alone for a rate, or {@code total} with {@code good} or {@code bad}.
 *
 * <p>Null and blank text mean "not given". Not thread-safe.
 */
public final class IndicatorArguments {
    private final Map<String, String> queries = new TreeMap<>();
    private String source = QueryCatalogue.PROMETHEUS;
    private String unit = "";

    /** Name of the metric source; {@code prometheus} unless given. */
    public IndicatorArguments source(String value) {
        source = value == null || value.isBlank() ? source : value.strip();
        return this;
    }

    /** A query in the source's own language, under its role. */
    public IndicatorArguments query(String role, String value) {
        if (value != null && !value.isBlank()) {
            queries.put(role, value.strip());
        }
        return this;
    }

    /** What the queries return, such as {@code ms} or {@code %}; base units unless given. */
    public IndicatorArguments unit(String value) {
        unit = value == null || value.isBlank() ? unit : value.strip();
        return this;
    }

    boolean isEmpty() {
        return queries.isEmpty();
    }

    /**
     * The complete indicator.
     *
     * @param expected what it is compared with, which tells the unit of a VALUE whose unit is not given
     * @throws IllegalArgumentException in one line, if the queries do not fit together
     */
    public Indicator indicator(Optional<Unit> expected) {
        Kind kind = kind();
        if (!unit.isEmpty()) {
            Quantity one = Quantity.oneOf(unit);
            return new Indicator(source, kind, queries, one.unit(), one.value());
        }
        Unit base =
                switch (kind) {
                    case RATIO -> Unit.RATIO;
                    case HISTOGRAM -> Unit.SECONDS;
                    case RATE -> Unit.PER_SECOND;
                    case VALUE -> expected.orElse(Unit.NUMBER);
                };
        return new Indicator(source, kind, queries, base, 1);
    }

    private Kind kind() {
        return switch (String.join(" ", queries.keySet())) {
            case "value" -> Kind.VALUE;
            case "bucket" -> Kind.HISTOGRAM;
            case "total" -> Kind.RATE;
            case "bad total", "good total" -> Kind.RATIO;
            case "bad", "good" -> throw new IllegalArgumentException("total is missing: a share needs both queries");
            case "bad good total" ->
                throw new IllegalArgumentException(
                        "good and bad are both given: remove one, total is enough beside it");
            case "" -> throw new IllegalArgumentException("no query: give query, bucket, or total with good or bad");
            default ->
                throw new IllegalArgumentException("the queries " + String.join(", ", queries.keySet())
                        + " do not go together: give query alone, bucket alone, or total with good or bad");
        };
    }
}
