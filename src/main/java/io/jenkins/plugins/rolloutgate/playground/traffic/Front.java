package io.jenkins.plugins.rolloutgate.playground.traffic;

/** Where clients outside the cluster send their requests. Safe for use by any thread. */
public interface Front extends AutoCloseable {
    /** The address on 127.0.0.1, without a path. */
    String url();

    @Override
    void close();
}
