package io.jenkins.plugins.rolloutgate.metrics.http;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of JSONPath (RFC 9535) that names one place: {@code $.a.b[0]} and {@code $['a b']}. */
final class JsonPath {
    private static final Pattern STEP =
            Pattern.compile("\\.([A-Za-z_$][\\w$-]*)|\\[(\\d{1,9})]|\\['([^']*)']|\\[\"([^\"]*)\"]");

    private JsonPath() {}

    /**
     * The same place as a JSON pointer.
     *
     * @throws IllegalArgumentException in one line, if the path is none or names several places
     */
    static JsonPointer parse(String path) {
        String rest = path.strip();
        if (!rest.startsWith("$")) {
            throw new IllegalArgumentException("'" + rest + "' is no JSON path: write one such as $.a.b[0]");
        }
        StringBuilder pointer = new StringBuilder();
        Matcher step = STEP.matcher(rest);
        int at = 1;
        while (at < rest.length()) {
            if (!step.find(at) || step.start() != at) {
                throw new IllegalArgumentException("JSON path '" + rest + "' is not understood at '"
                        + rest.substring(at) + "': only .name, [0] and ['name'] are");
            }
            for (int group = 1; group <= 4; group++) {
                if (step.group(group) != null) {
                    pointer.append('/')
                            .append(step.group(group).replace("~", "~0").replace("/", "~1"));
                }
            }
            at = step.end();
        }
        return JsonPointer.compile(pointer.toString());
    }
}
