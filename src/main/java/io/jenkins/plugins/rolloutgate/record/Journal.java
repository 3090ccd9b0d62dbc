package io.jenkins.plugins.rolloutgate.record;

import java.io.IOException;
import java.util.List;

/** Where the lines of one record are kept. Used by one thread at a time. */
public interface Journal {
    /**
     * Appends one line.
     *
     * @param force whether to return only when it, and all lines before it, would survive a crash of the machine
     * @throws IOException if that cannot be promised; the caller then writes nothing more to the cluster
     */
    void append(String line, boolean force) throws IOException;

    /** All lines so far, without line breaks; a torn last line is not among them. */
    List<String> lines() throws IOException;
}
