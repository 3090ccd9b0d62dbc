package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.run.Metrics;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import java.util.List;
import java.util.Map;

/** The metric sources that a command was given; a shell keeps no captured baselines. */
final class ShellMetrics implements Metrics {
    private final Map<String, MetricSource> sources;

    private ShellMetrics(Map<String, MetricSource> sources) {
        this.sources = Map.copyOf(sources);
    }

    static Metrics of(Map<String, MetricSource> sources) {
        return new ShellMetrics(sources);
    }

    @Override
    public Map<String, MetricSource> sources() {
        return sources;
    }

    @Override
    public List<Sample> baseline(String name) {
        return List.of();
    }
}
