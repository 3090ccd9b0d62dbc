package io.jenkins.plugins.rolloutgate.slo.aca;

/** Which change of a metric is bad. */
public enum Direction {
    INCREASE,
    DECREASE,
    EITHER
}
