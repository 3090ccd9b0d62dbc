package io.jenkins.plugins.rolloutgate.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a time stands on a chart, in percent of its width, and which times to name below it. */
final class Scale {
    private static final double MARGIN = 1.5;
    private static final int MOST_TICKS = 6;
    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(20),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(7));

    private final Instant from;
    private final Instant to;

    /** Even a record of a single moment has a width. */
    Scale(Instant from, Instant to) {
        this.from = from;
        this.to = to.isAfter(from.plusMillis(1)) ? to : from.plusSeconds(1);
    }

    double x(Instant at) {
        double part = (double) Duration.between(from, at).toMillis()
                / Duration.between(from, to).toMillis();
        return MARGIN + (100 - 2 * MARGIN) * Math.min(1, Math.max(0, part));
    }

    String percent(Instant at) {
        return percent(x(at));
    }

    static String percent(double x) {
        return String.format(Locale.ROOT, "%.2f%%", x);
    }

    List<Instant> ticks() {
        List<Instant> ticks = new ArrayList<>();
        long step = step().toMillis();
        long first = Math.floorDiv(from.toEpochMilli() + step - 1, step) * step;
        for (long at = first; at <= to.toEpochMilli(); at += step) {
            ticks.add(Instant.ofEpochMilli(at));
        }
        return ticks;
    }

    private Duration step() {
        long least = Duration.between(from, to).toMillis() / MOST_TICKS;
        return STEPS.stream()
                .filter(step -> step.toMillis() >= least)
                .findFirst()
                .orElse(Duration.ofMillis(least));
    }

    String label(Instant tick) {
        return step().compareTo(Duration.ofMinutes(1)) < 0 ? Words.clock(tick) : Words.minute(tick);
    }
}
