package io.jenkins.plugins.rolloutgate.run;

import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import java.util.List;
import java.util.Optional;

/** The metric sources and captured baselines that a release may use. Thread-safe. */
public interface Metrics {
    /** For releases without objectives, and for processes that have none configured. */
    Metrics NONE = new Metrics() {
        @Override
        public Optional<MetricSource> source(String name) {
            return Optional.empty();
        }

        @Override
        public List<Sample> baseline(String name) {
            return List.of();
        }
    };

    /** The source of this name, if whoever asks may use it. */
    Optional<MetricSource> source(String name);

    /** What was captured under this name; empty when nothing was. */
    List<Sample> baseline(String name);
}
