package io.jenkins.plugins.rolloutgate.metrics;

/** A metric source did not give numbers; the message is one line that says which source, what it said, and what to do. */
public final class MetricException extends Exception {
    private static final long serialVersionUID = 1L;

    public MetricException(String message) {
        super(message);
    }

    public MetricException(String message, Throwable cause) {
        super(message, cause);
    }
}
