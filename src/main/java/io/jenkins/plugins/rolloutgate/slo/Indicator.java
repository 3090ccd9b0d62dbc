package io.jenkins.plugins.rolloutgate.slo;

import java.util.Map;
import java.util.TreeMap;

/**
 * What is measured, as queries to a named metric source.
 *
 * <p>Queries may hold {@code {{namespace}}}, {@code {{deployment}}}, {@code {{service}}}, {@code {{application}}} and
 * {@code {{window}}}; they are filled in for each side before the source is asked.
 *
 * @param source name of the metric source, as the administrator or the command configured it
 * @param kind how the queries' answers become a value
 * @param queries by role, see {@link Kind}
 * @param scale what an answer is multiplied by to be in base units, such as 0.001 for milliseconds
 */
public record Indicator(String source, Kind kind, Map<String, String> queries, Unit unit, double scale) {

    /** How answers become a value. */
    public enum Kind {
        /** Role {@code value}: one number now. */
        VALUE,
        /**
         * Roles {@code bad} or {@code good}, and {@code total}: raw counters, one series for each process; the value is the
         * share of bad (or good) among the total, of what was added between looks.
         */
        RATIO,
        /** Role {@code bucket}: raw counters of a cumulative histogram with label {@code le}. */
        HISTOGRAM,
        /** Role {@code total}: a raw counter; the value is what was added for each second. */
        RATE
    }

    public Indicator {
        queries = new TreeMap<>(queries);
    }
}
