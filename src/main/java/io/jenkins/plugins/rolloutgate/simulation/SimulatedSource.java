package io.jenkins.plugins.rolloutgate.simulation;

import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.slo.Indicator;
import io.jenkins.plugins.rolloutgate.slo.Normal;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * The metric source of a simulated release: counts requests as a Prometheus would see them. Not thread-safe.
 *
 * <p>Its language is {@code ROLE of NAME of DEPLOYMENT}, such as {@code bad of error rate of web-canary}.
 */
final class SimulatedSource implements MetricSource {
    /** Shares of requests that need no value of their own. */
    static final Set<String> USUAL = Set.of("error rate", "availability", "cache hit rate");

    /** As client libraries have them by default, in seconds. */
    private static final List<Double> BOUNDS = List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);

    /** The 95 % quantile of the standard normal distribution. */
    private static final double Z95 = 1.6449;

    /** Below it random counts are found one by one, above it the normal distribution is near enough. */
    private static final double FEW = 30;

    private final Behaviour behaviour;
    private final InstantSource clock;
    private final Instant start;
    private final Random random;
    private final double[] bounds;
    private final Map<String, Side> sides = new HashMap<>();
    private Instant counted;

    SimulatedSource(Behaviour behaviour, List<Objective> objectives, InstantSource clock, Random random) {
        this.behaviour = behaviour;
        this.clock = clock;
        this.start = clock.instant();
        this.counted = start;
        this.random = random;
        Set<Double> all = new TreeSet<>(BOUNDS);
        objectives.stream()
                .filter(objective -> objective.indicator().kind() == Indicator.Kind.HISTOGRAM
                        && objective.baseline().isEmpty())
                .forEach(objective -> all.add(objective.limit()));
        this.bounds = all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** What it understands; the deployment is filled in for each side. */
    static String query(String role, String name) {
        return role + " of " + name + " of {{deployment}}";
    }

    /** What the query of an indicator is about. */
    static String name(Indicator indicator) {
        return about(indicator.queries().values().iterator().next());
    }

    private static String about(String query) {
        return query.substring(query.indexOf(" of ") + 4, query.lastIndexOf(" of "));
    }

    /** What was counted of one version. */
    private static final class Side {
        private final double[] buckets;
        private final Map<String, Double> parts = new HashMap<>();
        private double total;
        private Version.Traits traits;
        /** Of all requests, those that end in each bucket. */
        private double[] weights;

        Side(int buckets) {
            this.buckets = new double[buckets];
        }
    }

    /**
     * Counts what both versions got since the last call.
     *
     * @param shares by Deployment, from 0 to 1
     * @param traits by Deployment
     */
    void count(Map<String, Double> shares, Map<String, Version.Traits> traits) {
        double seconds = Duration.between(counted, clock.instant()).toMillis() / 1000.0;
        counted = clock.instant();
        // In the order of names, so that the same seed gives the same numbers.
        for (String deployment : new TreeSet<>(traits.keySet())) {
            Side side = sides.computeIfAbsent(deployment, name -> new Side(bounds.length + 1));
            if (!traits.get(deployment).equals(side.traits)) {
                side.traits = traits.get(deployment);
                side.weights = weights(side.traits);
            }
            add(side, behaviour.requests() * shares.getOrDefault(deployment, 0.0) * seconds);
        }
    }

    private double[] weights(Version.Traits traits) {
        double spread = Math.log(traits.p95() / traits.p50()) / Z95;
        double[] weights = new double[bounds.length + 1];
        double below = 0;
        for (int i = 0; i < bounds.length; i++) {
            double until = Normal.probability((Math.log(bounds[i]) - Math.log(traits.p50())) / spread);
            weights[i] = until - below;
            below = until;
        }
        weights[bounds.length] = 1 - below;
        return weights;
    }

    private void add(Side side, double expected) {
        Version.Traits traits = side.traits;
        double added = 0;
        for (int i = 0; i < side.buckets.length; i++) {
            double requests = poisson(expected * side.weights[i]);
            side.buckets[i] += requests;
            added += requests;
        }
        side.total += added;
        double errors = Math.min(added, poisson(added * traits.errors()));
        part(side, "bad of error rate", errors);
        part(side, "good of availability", added - errors);
        part(side, "good of cache hit rate", Math.min(added, poisson(added * traits.cacheHits())));
        double all = added;
        traits.values().forEach((name, value) -> {
            if (value <= 1) {
                double some = Math.min(all, poisson(all * value));
                part(side, "bad of " + name, some);
                part(side, "good of " + name, some);
            }
        });
    }

    private static void part(Side side, String name, double more) {
        side.parts.merge(name, more, Double::sum);
    }

    private double poisson(double mean) {
        if (mean <= 0) {
            return 0;
        }
        if (mean > FEW) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    @Override
    public List<Series> query(String query) throws MetricException {
        if (behaviour.isSourceDown(Duration.between(start, clock.instant()))) {
            throw new MetricException("the metric source does not answer");
        }
        String deployment = query.substring(query.lastIndexOf(" of ") + 4);
        String role = query.substring(0, query.indexOf(" of "));
        Side side = sides.get(deployment);
        if (side == null) {
            return List.of();
        }
        return switch (role) {
            case "bucket" -> buckets(side, deployment);
            case "total" -> List.of(series(deployment, side.total));
            case "value" -> List.of(series(deployment, side.traits.values().getOrDefault(about(query), Double.NaN)));
            default -> List.of(series(deployment, side.parts.getOrDefault(role + " of " + about(query), 0.0)));
        };
    }

    private List<Series> buckets(Side side, String deployment) {
        List<Series> all = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i <= bounds.length; i++) {
            sum += side.buckets[i];
            String bound = i == bounds.length ? "+Inf" : String.valueOf(bounds[i]);
            all.add(new Series(Map.of("deployment", deployment, "le", bound), sum, now()));
        }
        return all;
    }

    private Series series(String deployment, double value) {
        return new Series(Map.of("deployment", deployment), value, now());
    }

    private double now() {
        return clock.instant().toEpochMilli() / 1000.0;
    }
}
