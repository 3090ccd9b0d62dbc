package io.jenkins.plugins.rolloutgate.run;

import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import java.util.List;
import java.util.Map;

/** The metric sources and captured baselines that a release may use. Thread-safe. */
public interface Metrics {
    /** For releases without objectives, and for processes that have none configured. */
    Metrics NONE = of(Map.of());

    /** Sources by name, and no baselines. */
    static Metrics of(Map<String, MetricSource> sources) {
        Map<String, MetricSource> all = Map.copyOf(sources);
        return new Metrics() {
            @Override
            public Map<String, MetricSource> sources() {
                return all;
            }

            @Override
            public List<Sample> baseline(Objective objective) {
                return List.of();
            }
        };
    }

    /** By name, those that whoever asks may use. */
    Map<String, MetricSource> sources();

    /**
     * What was captured of what an objective asks, under the name of its baseline; none where there are no baselines.
     *
     * @throws IllegalArgumentException in one line, if it cannot be used
     */
    List<Sample> baseline(Objective objective);
}
