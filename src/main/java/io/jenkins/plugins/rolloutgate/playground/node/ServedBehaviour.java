package io.jenkins.plugins.rolloutgate.playground.node;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a process that runs answers requests, told by the tag of its image: {@code shop:errors-3},
 * {@code shop:1.6-latency-400}, {@code shop:errors-0.5-latency-50-leak}.
 *
 * @param errorPercent how many of 100 requests are answered with 500; evenly spread, so that short runs see the same share
 * @param addedMillis how much longer each answer takes
 * @param leaks whether every request leaves some memory behind
 */
record ServedBehaviour(double errorPercent, long addedMillis, boolean leaks) {
    private static final double BROKEN_PERCENT = 30;
    private static final long SLOW_MILLIS = 800;
    private static final Pattern ERRORS = Pattern.compile("errors-(\\d+(?:\\.\\d+)?)(?=-|$)");
    private static final Pattern LATENCY = Pattern.compile("latency-(\\d+)(?=-|$)");

    static ServedBehaviour of(String image) {
        String tag = image.substring(image.lastIndexOf(':') + 1).toLowerCase(Locale.ROOT);
        ImageBehaviour behaviour = ImageBehaviour.of(image);
        return new ServedBehaviour(
                number(ERRORS, tag, behaviour == ImageBehaviour.BROKEN ? BROKEN_PERCENT : 0),
                (long) number(LATENCY, tag, behaviour == ImageBehaviour.SLOW ? (double) SLOW_MILLIS : 0),
                List.of(tag.split("-", -1)).contains("leak"));
    }

    private static double number(Pattern pattern, String tag, double fallback) {
        Matcher matcher = pattern.matcher(tag);
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : fallback;
    }

    /** Whether the request with this number, counted from 1, is answered with an error. */
    boolean fails(long number) {
        return failures(number) > failures(number - 1);
    }

    private double failures(long requests) {
        return Math.floor(requests * errorPercent / 100);
    }
}
