package io.jenkins.plugins.rolloutgate.strategy;

/** What to do when a release cannot go on. */
public enum OnFailure {
    /** Bring everything back to the old version. */
    ROLLBACK,
    /** Leave everything as it stands for a person. */
    HOLD
}
