package io.jenkins.plugins.rolloutgate.playground.prometheus;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

/** The parameters of a request, of the URL and of a posted form alike; refuses with {@code bad_data}. */
record QueryParameters(Map<String, String> all) {
    private static final double MILLIS = 1000;

    /**
     * Reads what was sent.
     *
     * @param form in the encoding of forms, both may be empty
     */
    static QueryParameters of(String query, String form) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : (form + "&" + query).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new QueryParameters(parameters);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String text(String name) {
        return all.getOrDefault(name, "");
    }

    /** Milliseconds since 1970, given as seconds or by RFC 3339. */
    long time(String name) {
        String text = text(name);
        try {
            return Math.round(Double.parseDouble(text) * MILLIS);
        } catch (NumberFormatException notSeconds) {
            try {
                return OffsetDateTime.parse(text).toInstant().toEpochMilli();
            } catch (DateTimeException e) {
                throw invalid(name, "cannot parse \"" + text + "\" to a valid timestamp");
            }
        }
    }

    long time(String name, Instant fallback) {
        return text(name).isEmpty() ? fallback.toEpochMilli() : time(name);
    }

    /** Milliseconds, given as seconds or as a duration; more than none. */
    long step() {
        String text = text("step");
        long millis;
        try {
            millis = Math.round(Double.parseDouble(text) * MILLIS);
        } catch (NumberFormatException notSeconds) {
            millis = Durations.parse(text).toMillis();
        }
        if (millis <= 0) {
            throw invalid("step", "cannot parse \"" + text + "\" to a valid duration that is more than zero");
        }
        return millis;
    }

    static QueryException invalid(String name, String why) {
        return QueryException.badData("invalid parameter \"" + name + "\": " + why);
    }
}
