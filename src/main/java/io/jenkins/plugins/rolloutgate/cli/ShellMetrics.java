package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.run.Baselines;
import io.jenkins.plugins.rolloutgate.run.Metrics;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import java.util.List;
import java.util.Map;

/** The metric sources that a command was given, and the baselines among its records. */
record ShellMetrics(Map<String, MetricSource> sources, Baselines baselines) implements Metrics {
    ShellMetrics {
        sources = Map.copyOf(sources);
    }

    @Override
    public List<Sample> baseline(Objective objective) {
        return baselines.samples(objective);
    }
}
