package io.jenkins.plugins.rolloutgate.slo.aca;

import java.util.Arrays;

/** What becomes of points that are not a number. */
public enum NanStrategy {
    REMOVE,
    /** By 0, for metrics that have no point when nothing happened. */
    REPLACE;

    double[] apply(double[] values) {
        return this == REMOVE
                ? Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray()
                : Arrays.stream(values)
                        .map(value -> Double.isNaN(value) ? 0 : value)
                        .toArray();
    }
}
