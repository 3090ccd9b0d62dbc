package io.jenkins.plugins.rolloutgate.playground.prometheus;

import io.jenkins.plugins.rolloutgate.playground.prometheus.Expression.Aggregation;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Expression.Binary;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Expression.CounterCall;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Expression.Literal;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Expression.Quantile;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Expression.Selector;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Value.Matrix;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Value.Scalar;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Value.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Works out expressions at one time, over the points up to then. */
record Evaluator(Samples samples, long millis) {
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);

    Value evaluate(Expression expression) {
        if (expression instanceof Literal literal) {
            return new Scalar(literal.value());
        }
        if (expression instanceof Selector selector) {
            return selector.range().isZero() ? new Vector(latest(selector)) : new Matrix(window(selector));
        }
        if (expression instanceof CounterCall call) {
            return new Vector(counters(call));
        }
        if (expression instanceof Quantile quantile) {
            return new Vector(quantiles(quantile));
        }
        if (expression instanceof Aggregation aggregation) {
            return new Vector(aggregate(aggregation));
        }
        Binary binary = (Binary) expression;
        return new Operation(binary.operator(), binary.bool()).apply(evaluate(binary.left()), evaluate(binary.right()));
    }

    private List<Sample> vector(Expression expression) {
        return ((Vector) evaluate(expression)).samples();
    }

    private List<Sample> latest(Selector selector) {
        List<Sample> found = new ArrayList<>();
        for (Series series : samples.select(selector.matchers(), millis - LOOK_BACK.toMillis(), millis)) {
            Point last = series.points().get(series.points().size() - 1);
            if (!last.isStale()) {
                found.add(new Sample(series.labels(), last.value()));
            }
        }
        return found;
    }

    private List<Series> window(Selector selector) {
        return samples.select(selector.matchers(), millis - selector.range().toMillis(), millis).stream()
                .map(series -> new Series(
                        series.labels(),
                        series.points().stream()
                                .filter(point -> !point.isStale())
                                .toList()))
                .filter(series -> !series.points().isEmpty())
                .toList();
    }

    private List<Sample> counters(CounterCall call) {
        Map<Labels, Double> rates = new LinkedHashMap<>();
        Duration range = call.argument().range();
        for (Series series : window(call.argument())) {
            OptionalDouble rate = Counters.apply(call.function(), series.points(), range, millis);
            if (rate.isPresent() && rates.put(series.labels().without(Labels.NAME), rate.getAsDouble()) != null) {
                throw QueryException.execution("vector cannot contain metrics with the same labelset");
            }
        }
        return vector(rates);
    }

    private List<Sample> quantiles(Quantile quantile) {
        double wanted = ((Scalar) evaluate(quantile.quantile())).value();
        Map<Labels, Buckets> histograms = new LinkedHashMap<>();
        for (Sample bucket : vector(quantile.buckets())) {
            Labels labels = bucket.labels().without(Labels.NAME).without(Labels.BUCKET);
            histograms
                    .computeIfAbsent(labels, added -> new Buckets())
                    .add(bucket.labels().get(Labels.BUCKET), bucket.value());
        }
        Map<Labels, Double> found = new LinkedHashMap<>();
        histograms.forEach((labels, buckets) -> {
            if (!buckets.isEmpty()) {
                found.put(labels, buckets.quantile(wanted));
            }
        });
        return vector(found);
    }

    private List<Sample> aggregate(Aggregation aggregation) {
        Map<Labels, List<Double>> groups = new LinkedHashMap<>();
        for (Sample sample : vector(aggregation.argument())) {
            groups.computeIfAbsent(sample.labels().only(aggregation.labels()), added -> new ArrayList<>())
                    .add(sample.value());
        }
        Map<Labels, Double> found = new LinkedHashMap<>();
        groups.forEach((labels, values) -> found.put(
                labels,
                aggregation
                        .aggregator()
                        .apply(values.stream().mapToDouble(Double::doubleValue).toArray())));
        return vector(found);
    }

    private static List<Sample> vector(Map<Labels, Double> values) {
        return values.entrySet().stream()
                .map(value -> new Sample(value.getKey(), value.getValue()))
                .toList();
    }
}
