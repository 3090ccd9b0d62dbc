package io.jenkins.plugins.rolloutgate.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A metric source that also knows what was; for baselines and trends. Thread-safe; calls block as those for now do. */
public interface MetricHistory extends MetricSource {
    /**
     * Asks for the values of a time span.
     *
     * @param from in seconds since 1970, by the source's clock
     * @param to the last moment, by the same clock
     * @return one element for each series; empty when the source has nothing
     * @throws MetricException if there is no answer, or it is not numbers
     */
    List<Line> range(String query, double from, double to, Duration step) throws MetricException;

    /** One series with its values, oldest first. */
    record Line(Map<String, String> labels, List<Point> points) {
        public Line {
            labels = new TreeMap<>(labels);
            points = List.copyOf(points);
        }
    }

    /**
     * A value at one time.
     *
     * @param time in seconds since 1970, by the source's clock
     * @param value may be NaN or infinite, as the source said it
     */
    record Point(double time, double value) {}
}
