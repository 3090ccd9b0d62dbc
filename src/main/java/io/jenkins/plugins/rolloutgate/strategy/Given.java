package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.time.Duration;

/** What people gave as an argument, and what holds where they gave nothing. */
final class Given {
    private Given() {}

    static String or(String value, String otherwise) {
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    static Duration duration(String argument, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(argument + ": " + e.getMessage(), e);
        }
    }
}
