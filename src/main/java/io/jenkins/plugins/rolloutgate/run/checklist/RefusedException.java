package io.jenkins.plugins.rolloutgate.run.checklist;

/** What somebody wants to say of a checklist does not count; its message is one line for them, and nothing was recorded. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
