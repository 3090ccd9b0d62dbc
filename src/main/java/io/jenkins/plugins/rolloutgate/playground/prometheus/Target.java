package io.jenkins.plugins.rolloutgate.playground.prometheus;

import java.util.Map;

/**
 * A process that serves {@code /metrics} on a port of 127.0.0.1.
 *
 * @param labels that its series get, unless they have these themselves
 */
public record Target(int port, Map<String, String> labels) {
    public Target {
        labels = Map.copyOf(labels);
    }
}
