package io.jenkins.plugins.rolloutgate.playground.prometheus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The points of the last 15 minutes, in memory. Safe for use by any thread. */
final class Samples {
    private static final long RETENTION = Duration.ofMinutes(15).toMillis();

    private final Map<Labels, TreeMap<Long, Double>> series = new LinkedHashMap<>();

    synchronized void append(Labels labels, long millis, double value) {
        series.computeIfAbsent(labels, added -> new TreeMap<>()).put(millis, value);
    }

    /** Forgets what is too old. */
    synchronized void prune(long now) {
        series.values().forEach(points -> points.headMap(now - RETENTION).clear());
        series.values().removeIf(Map::isEmpty);
    }

    /** The series that fulfil all conditions, with their points after one time and up to another. */
    synchronized List<Series> select(List<LabelMatcher> matchers, long after, long until) {
        List<Series> selected = new ArrayList<>();
        series.forEach((labels, points) -> {
            if (matchers.stream().allMatch(matcher -> matcher.matches(labels))) {
                List<Point> found = points.subMap(after, false, until, true).entrySet().stream()
                        .map(point -> new Point(point.getKey(), point.getValue()))
                        .toList();
                if (!found.isEmpty()) {
                    selected.add(new Series(labels, found));
                }
            }
        });
        return selected;
    }
}
