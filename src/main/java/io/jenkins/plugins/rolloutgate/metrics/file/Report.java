package io.jenkins.plugins.rolloutgate.metrics.file;

import java.io.IOException;
import java.io.InputStream;

/** A file somewhere, such as in the workspace of a build; opened anew for each query. */
@FunctionalInterface
public interface Report {
    /** Whoever opens it closes it. */
    InputStream open() throws IOException;
}
