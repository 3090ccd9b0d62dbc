package io.jenkins.plugins.rolloutgate.run;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code {{namespace}}} and its like into queries. Only what a Kubernetes name, an image or a duration may hold is
 * filled in, so that nothing that a Pipeline chose can change the query around it.
 */
public final class QueryTemplate {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:/@-]*");

    private final Map<String, String> variables;

    private QueryTemplate(Map<String, String> variables) {
        this.variables = variables;
    }

    /**
     * Takes the values by the variables' names.
     *
     * @throws IllegalArgumentException for a value that could be more than a name
     */
    public static QueryTemplate of(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            if (!HARMLESS.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        name + " '" + value + "' may hold only letters, digits and . _ : / @ -");
            }
        });
        return new QueryTemplate(new TreeMap<>(variables));
    }

    /** With {@code {{window}}}, as Prometheus writes durations: {@code 90s}. */
    public QueryTemplate window(Duration window) {
        Map<String, String> all = new TreeMap<>(variables);
        all.put("window", window.toMillis() % 1000 == 0 ? window.toSeconds() + "s" : window.toMillis() + "ms");
        return new QueryTemplate(all);
    }

    /**
     * The query with all variables filled in.
     *
     * @throws IllegalArgumentException in one line, for a variable that there is not
     */
    public String fill(String query) {
        Matcher variable = VARIABLE.matcher(query);
        return variable.replaceAll(found -> {
            String value = variables.get(found.group(1));
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException("the query uses {{" + found.group(1)
                        + "}}, which is not known here: " + "there are " + String.join(", ", variables.keySet()));
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
