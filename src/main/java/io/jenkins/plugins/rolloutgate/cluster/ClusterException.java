package io.jenkins.plugins.rolloutgate.cluster;

/** A cluster did not do what it was asked; the message is one line that says what, on which object, and why. */
public final class ClusterException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What the caller has to know to go on. */
    public enum Problem {
        /** The object is not as the request assumed: read again and compare. Nothing was written. */
        CONFLICT,
        /** Not allowed. Nothing was written. */
        DENIED,
        NOT_FOUND,
        /** The API server refused the request for good, as invalid or by admission. Nothing was written. */
        REJECTED,
        /** No answer, or an error of the server's own: a write may or may not have taken effect. */
        UNKNOWN
    }

    private final Problem problem;

    public ClusterException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    public ClusterException(Problem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
