package io.jenkins.plugins.rolloutgate.playground.prometheus;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How fast counters grow, with resets and with Prometheus' extrapolation to the edges of the window ({@code
 * extrapolatedRate} in promql/functions.go of v2.42).
 */
final class Counters {
    private static final double NEAR = 1.1;
    private static final double MILLIS = 1000;

    private Counters() {}

    enum Function {
        RATE,
        INCREASE,
        IRATE;

        static Optional<Function> of(String name) {
            return Stream.of(values())
                    .filter(function -> function.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst();
        }
    }

    /** Empty with less than two points. */
    static OptionalDouble apply(Function function, List<Point> points, Duration range, long end) {
        if (points.size() < 2) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                switch (function) {
                    case RATE -> increase(points, range, end) / (range.toMillis() / MILLIS);
                    case INCREASE -> increase(points, range, end);
                    case IRATE -> lastRate(points.get(points.size() - 2), points.get(points.size() - 1));
                });
    }

    private static double lastRate(Point previous, Point last) {
        double growth = last.value() < previous.value() ? last.value() : last.value() - previous.value();
        return growth / ((last.millis() - previous.millis()) / MILLIS);
    }

    private static double increase(List<Point> points, Duration range, long end) {
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        double growth = growth(points);
        double sampled = (last.millis() - first.millis()) / MILLIS;
        double between = sampled / (points.size() - 1);
        double before = (first.millis() - (end - range.toMillis())) / MILLIS;
        double after = (end - last.millis()) / MILLIS;
        if (growth > 0 && first.value() >= 0) {
            // A counter was never below zero.
            before = Math.min(before, sampled * first.value() / growth);
        }
        double covered = sampled + edge(before, between) + edge(after, between);
        return growth * covered / sampled;
    }

    private static double edge(double gap, double between) {
        return gap < between * NEAR ? gap : between / 2;
    }

    private static double growth(List<Point> points) {
        double growth = points.get(points.size() - 1).value() - points.get(0).value();
        for (int i = 1; i < points.size(); i++) {
            double previous = points.get(i - 1).value();
            growth += points.get(i).value() < previous ? previous : 0;
        }
        return growth;
    }
}
