package io.jenkins.plugins.rolloutgate.checklist;

/**
 * On what a section or an item applies.
 *
 * @param text as written
 */
public record Condition(When when, String text) {

    /** What a release resolves by itself, and what only a person can. */
    public enum When {
        /** The new version is good. */
        HEALTHY,
        /** It is not. */
        ISSUES,
        /** The release is rolled back. */
        ROLLBACK,
        /** Something that no release can tell. */
        OTHER
    }
}
