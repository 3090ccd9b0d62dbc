package io.jenkins.plugins.rolloutgate.playground.prometheus;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Makes one value of many; the least and the greatest pass over NaN unless there is nothing else. */
enum Aggregator {
    SUM,
    AVG,
    MAX,
    MIN,
    COUNT;

    static Optional<Aggregator> of(String name) {
        return Stream.of(values())
                .filter(aggregator -> aggregator.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    double apply(double[] values) {
        return switch (this) {
            case SUM -> DoubleStream.of(values).sum();
            case AVG -> DoubleStream.of(values).sum() / values.length;
            case MAX -> numbers(values).max().orElse(Double.NaN);
            case MIN -> numbers(values).min().orElse(Double.NaN);
            case COUNT -> values.length;
        };
    }

    private static DoubleStream numbers(double[] values) {
        return DoubleStream.of(values).filter(value -> !Double.isNaN(value));
    }
}
