package io.jenkins.plugins.rolloutgate.slo;

/** What a failed objective leads to. */
public enum Severity {
    /** Roll back now. */
    ROLLBACK,
    /** Hold the traffic where it is, and ask a person. */
    INVESTIGATE,
    /** Only recorded. */
    ADVISORY
}
