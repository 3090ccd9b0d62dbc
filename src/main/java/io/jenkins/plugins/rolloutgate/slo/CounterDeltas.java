package io.jenkins.plugins.rolloutgate.slo;

import java.util.HashMap;
import java.util.Map;

/**
 * What raw counters gained from look to look, never negative; one instance follows the series of one query.
 *
 * <p>The first look is only where counting begins. A counter that fell was reset, so all that it shows was added since; a
 * series that was never seen began at zero, since a process starts its counters there and some appear with their first
 * event. A series that is missing for a while keeps its last value, so that its return adds only what is new. This is what
 * {@code increase()} of Prometheus does, without its extrapolation to the edges of a window, which invents and loses
 * events. Not thread-safe.
 */
public final class CounterDeltas {
    private final Map<String, Double> last = new HashMap<>();
    private boolean begun;
    private double total;

    /**
     * Takes the next look.
     *
     * @param counters finite values by series
     * @return what was added, over all series, since the look before
     */
    public double add(Map<String, Double> counters) {
        double added = 0;
        for (Map.Entry<String, Double> counter : counters.entrySet()) {
            double now = counter.getValue();
            Double before = last.put(counter.getKey(), now);
            added += before == null || now < before ? now : now - before;
        }
        if (!begun) {
            begun = true;
            return 0;
        }
        total += added;
        return added;
    }

    /** What was added since the first look. */
    public double total() {
        return total;
    }
}
