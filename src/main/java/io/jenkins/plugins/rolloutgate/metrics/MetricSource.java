package io.jenkins.plugins.rolloutgate.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A place that answers queries for numbers. Thread-safe; calls block, at most as long as the source's own timeouts and
 * retries take.
 */
public interface MetricSource {
    /**
     * Asks for the values of now.
     *
     * @param query in the source's own language
     * @return one element for each series; empty when the source has nothing
     * @throws MetricException if there is no answer, or it is not numbers
     */
    List<Series> query(String query) throws MetricException;

    /**
     * One series with its value of now.
     *
     * @param value may be NaN or infinite, as the source said it
     * @param time in seconds since 1970, by the source's clock
     */
    record Series(Map<String, String> labels, double value, double time) {
        public Series {
            labels = new TreeMap<>(labels);
        }
    }
}
