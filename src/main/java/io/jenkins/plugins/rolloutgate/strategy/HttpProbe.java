package io.jenkins.plugins.rolloutgate.strategy;

import java.util.Locale;

/**
 * A request that a healthy pod answers.
 *
 * @param path absolute path, with an optional query
 * @param status the expected HTTP status, 100 to 599
 * @param port number or name; empty for the pod's first port
 */
public record HttpProbe(String path, int status, String port) {
    public static final HttpProbe DEFAULT = new HttpProbe("/health", 200, "");

    /**
     * Checks its values.
     *
     * @throws IllegalArgumentException for a path that could leave the pod: the API server's proxy would resolve dot
     *     segments and encoded slashes, and the request would reach other API objects with our rights
     */
    public HttpProbe {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("probe path " + path + " must begin with /");
        }
        String folded = path.toLowerCase(Locale.ROOT);
        String beforeQuery = folded.split("[?#]", 2)[0];
        if (beforeQuery.contains("%2f")
                || beforeQuery.contains("%2e")
                || beforeQuery.contains("%5c")
                || beforeQuery.contains("%25")
                || beforeQuery.contains("\\")
                || beforeQuery.contains("//")
                || beforeQuery.matches(".*/\\.{1,2}(/.*)?")) {
            throw new IllegalArgumentException("probe path " + path
                    + " may not have dot segments, empty segments, backslashes, or encoded slashes, dots or percents");
        }
        if (folded.chars().anyMatch(c -> c <= ' ' || c == '#' || c > '~')) {
            throw new IllegalArgumentException(
                    "probe path must be plain ASCII without spaces or #: encode them, in " + path);
        }
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("probe status " + status + " is not an HTTP status");
        }
        if (!port.matches("[a-z0-9-]*")) {
            throw new IllegalArgumentException("probe port " + port + " is neither a number nor a port name");
        }
    }
}
