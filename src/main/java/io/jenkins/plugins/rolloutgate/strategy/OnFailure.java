package io.jenkins.plugins.rolloutgate.strategy;

/** What to do when a release cannot go on. */
public enum OnFailure {
    /** Bring everything back to the old version. */
    ROLLBACK,
    /** Leave everything as it stands for a person. */
    HOLD;

    /**
     * Reads {@code rollback} or {@code hold}, in any case.
     *
     * @throws IllegalArgumentException naming the argument, if it is neither
     */
    static OnFailure parse(String argument, String text) {
        for (OnFailure policy : values()) {
            if (policy.name().equalsIgnoreCase(text)) {
                return policy;
            }
        }
        throw new IllegalArgumentException(argument + " must be rollback or hold, not '" + text + "'");
    }
}
