package io.jenkins.plugins.rolloutgate.slo;

/** In what the values of an indicator are kept: always the base unit, whatever people write or a query returns. */
public enum Unit {
    /** A share from 0 to 1, written in percent. */
    RATIO,
    SECONDS,
    BYTES,
    PER_SECOND,
    /** CPU cores. */
    CORES,
    /** A plain number. */
    NUMBER
}
