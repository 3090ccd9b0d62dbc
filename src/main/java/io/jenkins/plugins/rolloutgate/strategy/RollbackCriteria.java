package io.jenkins.plugins.rolloutgate.strategy;

import java.util.List;
import java.util.Map;

/**
 * What a canary with a metric source is judged by where nobody says otherwise: immediate criteria roll back, investigative
 * ones ask a person. Crash loops and missing pods are watched beside them, from the pods themselves.
 */
final class RollbackCriteria {
    static final List<Map<String, ?>> DEFAULTS = List.of(
            Map.of("objective", "error rate < 5%", "name", "error rate"),
            Map.of("objective", "p95 < 1000 ms", "name", "p95"),
            Map.of("objective", "error rate < 1%", "name", "error rate, to investigate", "severity", "investigate"),
            Map.of("objective", "p95 < 500 ms", "name", "p95, to investigate", "severity", "investigate"));

    private RollbackCriteria() {}
}
