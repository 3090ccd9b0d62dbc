package io.jenkins.plugins.rolloutgate.preflight;

import java.util.Map;

/** One series of a metric source with its value of now, which may be NaN or infinite. */
public record Measured(Map<String, String> labels, double value) {
    public Measured {
        labels = Map.copyOf(labels);
    }
}
