package io.jenkins.plugins.rolloutgate.run;

import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource.Series;
import io.jenkins.plugins.rolloutgate.slo.Indicator;
import io.jenkins.plugins.rolloutgate.slo.Indicator.Kind;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.Reason;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Takes one look at one side of an objective. What goes wrong is in the sample, in words, and never thrown. Thread-safe;
 * blocks as long as the metric source does.
 */
public final class Measuring {
    /** Samples are kept in the record. */
    private static final int MOST_SERIES = 2000;

    private final Map<String, MetricSource> sources;
    private final InstantSource clock;

    /**
     * Measures from the sources given.
     *
     * @param sources by the names that indicators use
     * @param clock tells the time of samples that no source could tell it for
     */
    public Measuring(Map<String, MetricSource> sources, InstantSource clock) {
        this.sources = new TreeMap<>(sources);
        this.clock = clock;
    }

    /** What was answered for one role. */
    private record Answer(Map<String, Map<String, Double>> counters, OptionalDouble value, double time) {}

    /** Why there are no numbers. */
    private static final class Problem extends Exception {
        private static final long serialVersionUID = 1L;

        private final Reason reason;

        Problem(Reason reason, String message) {
            super(message);
            this.reason = reason;
        }
    }

    /**
     * Asks the source of an objective.
     *
     * @param side {@code canary}, {@code stable}, or {@code release}, for the sample
     * @param variables of the side, see {@link QueryTemplate}; the window is the objective's
     */
    public Sample take(Objective objective, String side, Map<String, String> variables) {
        Map<String, String> queries = new TreeMap<>();
        try {
            QueryTemplate template = QueryTemplate.of(variables).window(objective.window());
            objective.indicator().queries().forEach((role, query) -> queries.put(role, template.fill(query)));
            Answer answer = ask(objective.indicator(), queries);
            return new Sample(
                    objective.name(),
                    side,
                    answer.time(),
                    answer.value(),
                    answer.counters(),
                    Optional.empty(),
                    "",
                    queries);
        } catch (Problem e) {
            return without(objective, side, queries, e.reason, e.getMessage());
        } catch (MetricException | IllegalArgumentException e) {
            return without(objective, side, queries, Reason.SOURCE_ERROR, e.getMessage());
        } catch (RuntimeException e) {
            return without(objective, side, queries, Reason.SOURCE_ERROR, "no answer because of " + e);
        }
    }

    /** A sample of a source that was not asked, and why. */
    Sample notAsked(Objective objective, String side, String why) {
        return without(objective, side, Map.of(), Reason.SOURCE_ERROR, why);
    }

    private Sample without(
            Objective objective, String side, Map<String, String> queries, Reason reason, String message) {
        Instant now = clock.instant();
        return new Sample(
                objective.name(),
                side,
                now.toEpochMilli() / 1000.0,
                OptionalDouble.empty(),
                Map.of(),
                Optional.of(reason),
                message,
                queries);
    }

    private Answer ask(Indicator indicator, Map<String, String> queries) throws Problem, MetricException {
        MetricSource source = sources.get(indicator.source());
        if (source == null) {
            throw new Problem(
                    Reason.SOURCE_ERROR,
                    "no metric source " + indicator.source() + ": "
                            + (sources.isEmpty()
                                    ? "configure it"
                                    : "there are " + String.join(", ", sources.keySet())));
        }
        return indicator.kind() == Kind.VALUE
                ? value(indicator, source, queries.get("value"))
                : counters(indicator, source, queries);
    }

    private static Answer value(Indicator indicator, MetricSource source, String query)
            throws Problem, MetricException {
        List<Series> found = source.query(query);
        if (found.isEmpty()) {
            throw new Problem(Reason.NO_DATA, "nothing found, query " + query);
        }
        if (found.size() > 1) {
            throw new Problem(
                    Reason.SOURCE_ERROR,
                    found.size() + " series found where one is needed (" + some(found)
                            + "): aggregate them, such as with sum(...), query " + query);
        }
        Series only = found.get(0);
        return new Answer(Map.of(), OptionalDouble.of(number(only, query) * indicator.scale()), only.time());
    }

    private static Answer counters(Indicator indicator, MetricSource source, Map<String, String> queries)
            throws Problem, MetricException {
        Map<String, Map<String, Double>> counters = new TreeMap<>();
        double time = 0;
        for (Map.Entry<String, String> query : queries.entrySet()) {
            List<Series> found = source.query(query.getValue());
            counters.put(query.getKey(), bySeries(indicator, found, query.getValue()));
            time = found.stream().mapToDouble(Series::time).reduce(time, Math::max);
        }
        // Parts may be missing, since an error counter appears with the first error; the whole may not.
        String whole = indicator.kind() == Kind.HISTOGRAM ? "bucket" : "total";
        if (counters.getOrDefault(whole, Map.of()).isEmpty()) {
            throw new Problem(Reason.NO_DATA, "nothing found, query " + queries.get(whole));
        }
        return new Answer(counters, OptionalDouble.empty(), time);
    }

    private static Map<String, Double> bySeries(Indicator indicator, List<Series> found, String query) throws Problem {
        if (found.size() > MOST_SERIES) {
            throw new Problem(
                    Reason.SOURCE_ERROR,
                    found.size() + " series found, " + MOST_SERIES
                            + " are the most: aggregate them, such as with sum by (pod) (...), query " + query);
        }
        Map<String, Double> counters = new TreeMap<>();
        for (Series series : found) {
            double value = number(series, query);
            boolean histogram = indicator.kind() == Kind.HISTOGRAM;
            Map<String, String> labels = histogram ? scaled(series, indicator.scale(), query) : series.labels();
            if (counters.put(name(labels), histogram ? value : value * indicator.scale()) != null) {
                throw new Problem(
                        Reason.SOURCE_ERROR, "two series of one name found (" + name(labels) + "), query " + query);
            }
        }
        return counters;
    }

    /** The bounds of buckets are in the unit of what is measured. */
    private static Map<String, String> scaled(Series series, double scale, String query) throws Problem {
        Map<String, String> labels = new TreeMap<>(series.labels());
        String bound = labels.get("le");
        if (bound == null) {
            throw new Problem(
                    Reason.SOURCE_ERROR,
                    "no label le in a histogram: keep it, such as with sum by (pod, le), query " + query);
        }
        if (scale != 1 && !bound.endsWith("Inf")) {
            labels.put("le", String.valueOf(Double.parseDouble(bound) * scale));
        }
        return labels;
    }

    private static double number(Series series, String query) throws Problem {
        if (Double.isFinite(series.value())) {
            return series.value();
        }
        String what =
                Double.isNaN(series.value()) ? "NaN (often 0 / 0, when there are no requests)" : "an infinite number";
        throw new Problem(Reason.NO_DATA, "the answer is " + what + ", query " + query);
    }

    private static String some(List<Series> found) {
        return found.stream().limit(2).map(series -> name(series.labels())).collect(Collectors.joining(" and "))
                + ", ...";
    }

    private static String name(Map<String, String> labels) {
        return labels.entrySet().stream()
                .filter(label -> !label.getKey().equals("__name__"))
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }
}
