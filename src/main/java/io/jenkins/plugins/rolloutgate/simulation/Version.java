package io.jenkins.plugins.rolloutgate.simulation;

import io.jenkins.plugins.rolloutgate.slo.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How one version of the application behaves.
 *
 * @param first from the start
 * @param later what becomes of it, in the order in which it is written
 */
record Version(Traits first, List<Later> later) {
    private static final Set<String> TRAITS = Set.of("errors", "p50", "p95", "cacheHits", "values", "crash");
    private static final Set<String> WITH_LATER = plus(TRAITS, "later");
    private static final Set<String> WITH_WHEN = plus(TRAITS, "share", "after");

    Version {
        later = List.copyOf(later);
    }

    /**
     * What can be measured of it.
     *
     * @param errors share of requests that fail
     * @param p50 the median of its latency, in seconds; it is spread log-normally
     * @param p95 above the median
     * @param values of other indicators, by name, in base units
     */
    record Traits(double errors, double p50, double p95, double cacheHits, Map<String, Double> values, boolean crash) {
        /** As most services are. */
        static final Traits USUAL = new Traits(0.001, 0.04, 0.1, 0.95, Map.of(), false);

        /** Where only one of two is described, their usual distance. */
        private static final double SPREAD = 2.5;

        Traits {
            values = Map.copyOf(values);
        }

        private Traits with(Fields given) {
            Optional<Double> middle = given.quantity("p50", Unit.SECONDS);
            Optional<Double> high = given.quantity("p95", Unit.SECONDS);
            double half = middle.orElse(high.map(value -> value / SPREAD).orElse(p50));
            double most = high.orElse(middle.map(value -> value * SPREAD).orElse(p95));
            if (half <= 0 || most <= half) {
                throw given.wrong("p95", "more than p50, and both more than 0");
            }
            Map<String, Double> all = new TreeMap<>(values);
            all.putAll(given.quantities("values"));
            return new Traits(
                    given.quantity("errors", Unit.RATIO).orElse(errors),
                    half,
                    most,
                    given.quantity("cacheHits", Unit.RATIO).orElse(cacheHits),
                    all,
                    given.flag("crash", crash));
        }
    }

    /**
     * A change of behaviour.
     *
     * @param share of the traffic, in percent, from which it shows
     * @param after since the start
     */
    record Later(int share, Duration after, Fields traits) {
        private boolean holds(int largestShare, Duration elapsed) {
            return largestShare >= share && elapsed.compareTo(after) >= 0;
        }
    }

    private static Set<String> plus(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(List.of(more));
        return all;
    }

    /**
     * Reads a version of a plan.
     *
     * @throws IllegalArgumentException in one line, naming the field that is wrong
     */
    static Version read(Fields behaviour, String name, Traits usual) {
        Fields given = behaviour.object(name, WITH_LATER);
        List<Later> later = new ArrayList<>();
        Traits now = usual.with(given);
        for (Fields change : given.objects("later", WITH_WHEN)) {
            if (!change.has("share") && !change.has("after")) {
                throw change.wrong("share", "given, or after: when does it change");
            }
            int share =
                    (int) Math.round(100 * change.quantity("share", Unit.RATIO).orElse(0.0));
            later.add(new Later(share, change.duration("after").orElse(Duration.ZERO), change));
            now = now.with(change);
        }
        return new Version(usual.with(given), later);
    }

    /** What it is like at a time, and after a share of the traffic. */
    Traits at(int largestShare, Duration elapsed) {
        Traits now = first;
        for (Later change : later) {
            now = change.holds(largestShare, elapsed) ? now.with(change.traits()) : now;
        }
        return now;
    }
}
