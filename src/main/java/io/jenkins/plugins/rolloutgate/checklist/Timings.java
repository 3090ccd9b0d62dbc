package io.jenkins.plugins.rolloutgate.checklist;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times of day, windows and checkpoints out of titles and items. */
final class Timings {
    private static final String CLOCK = "([01]?\\d|2[0-3]):([0-5]\\d)(?::[0-5]\\d)?\\s*([AaPp]\\.?[Mm]\\b\\.?)?";
    private static final Pattern AT =
            Pattern.compile("(?<![\\d:./])" + CLOCK + "(?:\\s*(?:-|–|—|to|until)\\s*" + CLOCK + ")?(?![\\d:])");
    private static final String UNIT = "(seconds?|secs?|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?)";
    private static final Pattern WINDOW = Pattern.compile(
            "\\(\\s*(?:~|≈|about\\s+|approx\\.?\\s+|max(?:imum)?\\s+|up to\\s+|for\\s+|first\\s+)?(\\d+(?:\\.\\d+)?)(?:\\s*(?:-|–|—|to)\\s*(\\d+(?:\\.\\d+)?))?[\\s-]*"
                    + UNIT + "\\b[^()]*\\)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CHECKPOINT = Pattern.compile(
            "\\b(\\d+)[\\s-]*(hour|day|week|h)s?[\\s-]+(?:post[\\s-]\\w+\\s+)?(?:checkpoint|check|review|report|verification|baseline|mark)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FIRST =
            Pattern.compile("\\bfirst\\s+(?:(\\d+)\\s+)?(hour|day|week|month)s?\\b", Pattern.CASE_INSENSITIVE);

    private Timings() {}

    /** Of a title: all there is. */
    static Timing ofTitle(String title) {
        Matcher window = WINDOW.matcher(title);
        boolean hasWindow = window.find();
        Optional<Duration> least =
                hasWindow ? Optional.of(duration(window.group(1), window.group(3))) : Optional.empty();
        Optional<Duration> most =
                hasWindow && window.group(2) != null ? Optional.of(duration(window.group(2), window.group(3))) : least;
        Timing clock = ofItem(title);
        return new Timing(clock.at(), clock.until(), least, most, after(title));
    }

    /** Of an item: times of day only, as durations there are limits. */
    static Timing ofItem(String text) {
        Matcher at = AT.matcher(text);
        if (text.indexOf(':') < 0 || !at.find()) {
            return Timing.NONE;
        }
        Optional<LocalTime> until =
                at.group(4) == null ? Optional.empty() : Optional.of(time(at.group(4), at.group(5), at.group(6)));
        String half = at.group(3) == null ? at.group(6) : at.group(3);
        return new Timing(
                Optional.of(time(at.group(1), at.group(2), half)),
                until,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static LocalTime time(String hour, String minute, String half) {
        int hours = Integer.parseInt(hour);
        if (half != null && hours <= 12) {
            boolean afternoon = half.toLowerCase(Locale.ROOT).startsWith("p");
            hours = hours % 12 + (afternoon ? 12 : 0);
        }
        return LocalTime.of(hours, Integer.parseInt(minute));
    }

    private static Optional<Duration> after(String title) {
        Matcher checkpoint = CHECKPOINT.matcher(title);
        if (checkpoint.find()) {
            return Optional.of(duration(checkpoint.group(1), checkpoint.group(2)));
        }
        Matcher first = FIRST.matcher(title);
        return first.find()
                ? Optional.of(duration(first.group(1) == null ? "1" : first.group(1), first.group(2)))
                : Optional.empty();
    }

    static Duration duration(String number, String unit) {
        String folded = unit.toLowerCase(Locale.ROOT);
        long seconds = folded.startsWith("s")
                ? 1
                : folded.startsWith("mo")
                        ? 30 * 86_400L
                        : folded.startsWith("m")
                                ? 60
                                : folded.startsWith("h") ? 3600 : folded.startsWith("d") ? 86_400 : 604_800;
        // Long numbers are no times that anybody plans.
        double most = Duration.ofDays(3650).toSeconds();
        return Duration.ofMillis((long) (Math.min(Double.parseDouble(number) * seconds, most) * 1000));
    }
}
