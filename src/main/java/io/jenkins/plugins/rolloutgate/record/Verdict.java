package io.jenkins.plugins.rolloutgate.record;

/** The answer of a gate. Only {@link #PASS} ever leads to more traffic for the new version. */
public enum Verdict {
    PASS,
    FAIL,
    INCONCLUSIVE,
    /** The gate was cut short or never began. */
    NOT_RUN
}
