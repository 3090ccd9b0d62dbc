package io.jenkins.plugins.rolloutgate.slo;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the buckets of a histogram gained from look to look, over all series; the same rules as {@link CounterDeltas}. */
final class BucketDeltas {
    private final Map<Double, CounterDeltas> byBound = new TreeMap<>();
    private boolean begun;

    Buckets add(Map<String, Double> counters) {
        Map<Double, Map<String, Double>> series = new HashMap<>();
        counters.forEach((name, value) ->
                series.computeIfAbsent(bound(name), bound -> new HashMap<>()).put(name, value));
        byBound.keySet().forEach(bound -> series.computeIfAbsent(bound, missing -> Map.of()));
        TreeMap<Double, Double> added = new TreeMap<>();
        series.forEach((bound, values) -> added.put(bound, deltas(bound).add(values)));
        begun = true;
        return new Buckets(added);
    }

    private CounterDeltas deltas(double bound) {
        return byBound.computeIfAbsent(bound, unseen -> {
            CounterDeltas deltas = new CounterDeltas();
            if (begun) {
                deltas.add(Map.of());
            }
            return deltas;
        });
    }

    /**
     * The upper bound in the name of a series, {@code le=0.4,pod=web-1}.
     *
     * @throws NumberFormatException if there is none
     */
    static double bound(String series) {
        for (String label : series.split(",", -1)) {
            if (label.startsWith("le=")) {
                String bound = label.substring("le=".length());
                return bound.equals("+Inf") || bound.equals("Inf")
                        ? Double.POSITIVE_INFINITY
                        : Double.parseDouble(bound);
            }
        }
        throw new NumberFormatException("no label le in series " + series);
    }
}
