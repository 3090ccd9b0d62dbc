package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times, numbers and images as people read them. */
public final class Words {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int SHORT_DIGEST = 12;

    private Words() {}

    /** {@code 2026-11-21 02:41:20 UTC}. */
    public static String date(Instant time) {
        return DATE.format(time);
    }

    /** {@code 02:41:20}, for tables that say that they are in UTC. */
    public static String clock(Instant time) {
        return CLOCK.format(time);
    }

    public static String minute(Instant time) {
        return MINUTE.format(time);
    }

    public static String between(Instant from, Instant to) {
        return text(Duration.between(from, to));
    }

    /** As {@link Durations#text}, never negative, and without milliseconds where seconds count. */
    public static String text(Duration duration) {
        Duration positive = duration.isNegative() ? Duration.ZERO : duration;
        return Durations.text(
                positive.compareTo(Duration.ofSeconds(10)) < 0 ? positive : positive.truncatedTo(ChronoUnit.SECONDS));
    }

    /** {@code 33,842}. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 3 pods}, {@code 1 pod}. */
    public static String count(long count, String one) {
        return number(count) + " " + one + (count == 1 ? "" : "s");
    }

    /** An image without its registry and folders: {@code streamgate:1.4}. */
    public static String image(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        int digest = name.indexOf("@sha256:");
        return digest < 0
                ? name
                : name.substring(0, Math.min(name.length(), digest + "@sha256:".length() + SHORT_DIGEST));
    }

    /** What tells an image from others of its repository: {@code 1.4}; the image itself when nothing does. */
    public static String version(String image) {
        String name = image(image);
        int at = name.indexOf('@');
        int separator = at >= 0 ? at : name.lastIndexOf(':');
        return separator < 0 ? name : name.substring(separator + 1);
    }

    public static String repository(String image) {
        int slash = image.lastIndexOf('/');
        String name = image.substring(slash + 1);
        String plain = name.split("[:@]", 2)[0];
        return image.substring(0, slash + 1) + plain;
    }

    /** A sentence as it goes on after another. */
    public static String small(String sentence) {
        return sentence.isEmpty()
                ? sentence
                : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    /** Begins a sentence with a capital, unless it begins with a name such as an image or an object. */
    public static String capital(String sentence) {
        String first = sentence.split(" |[,:;](?= |$)", 2)[0];
        boolean plain = !first.isEmpty() && first.chars().allMatch(c -> c >= 'a' && c <= 'z');
        return plain ? sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1) : sentence;
    }
}
