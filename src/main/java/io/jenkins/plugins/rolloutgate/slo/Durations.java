package io.jenkins.plugins.rolloutgate.slo;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write and read them: {@code 5m}, {@code 1h30m}, {@code 250ms}, or a plain number of seconds. */
public final class Durations {
    private static final Pattern WHOLE = Pattern.compile("(\\d+(ms|s|m|h|d))+");
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|s|m|h|d)");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static Duration parse(String text) {
        String plain = text.replace(" ", "").toLowerCase(Locale.ROOT);
        try {
            if (plain.matches("\\d+")) {
                return Duration.ofSeconds(Long.parseLong(plain));
            }
            if (WHOLE.matcher(plain).matches()) {
                return sum(PART.matcher(plain));
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(text + " is too long a duration", e);
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not a duration: write 5m, 90s, 1h30m, or a number of seconds");
    }

    private static Duration sum(Matcher part) {
        Duration sum = Duration.ZERO;
        while (part.find()) {
            long count = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "ms" -> Duration.ofMillis(count);
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        return sum;
    }

    /** For people: two units at most, {@code 1 h 29 min}, {@code 4.2 s}, {@code 250 ms}. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        // What would be rounded to 60.0 s is a minute.
        if (millis < 59_950) {
            return millis % 1000 == 0 ? millis / 1000 + " s" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long seconds = Math.max(60, duration.toSeconds());
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        return seconds / 3600 + " h" + (seconds % 3600 / 60 == 0 ? "" : " " + seconds % 3600 / 60 + " min");
    }
}
