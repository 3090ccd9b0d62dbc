package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One request to the API server.
 *
 * @param path below the server's address, with its query
 * @param type media type of the body
 * @param body empty when there is none
 * @param timeout for the whole of it, the answer included
 * @param what it does, for error messages: {@code list pods in namespace shop}
 */
record Request(String method, String path, String type, String body, Duration timeout, String what) {
    static Request get(String path, Duration timeout, String what) {
        return new Request("GET", path, "", "", timeout, what);
    }

    static Request sending(String method, String path, String type, String body, Duration timeout, String what) {
        return new Request(method, path, type, body, timeout, what);
    }

    boolean writes() {
        return !method.equals("GET");
    }

    /** Text as one segment of a path: nothing in it can leave the segment. */
    static String segment(String text) {
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("no name: '" + text + "'");
        }
        return query(text);
    }

    static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
