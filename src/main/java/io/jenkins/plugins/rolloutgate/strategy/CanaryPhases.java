package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads ramps as people write them: {@code 10%:15m, 25%:30m, 50%:30m:ask, 100%:15m}. */
public final class CanaryPhases {
    private static final Pattern PHASE = Pattern.compile(
            "(\\d{1,9})\\s*%(?:\\s*:\\s*(?!ask|early|\\d+ ?pods?)([^:]*?))?((?:\\s*:\\s*(?:ask|early|\\d+ ?pods?))*)\\s*");
    private static final Pattern OPTION = Pattern.compile("ask|early|(\\d+) ?pods?");
    private static final int[] LADDER = {5, 10, 25, 50, 100};

    private CanaryPhases() {}

    /**
     * The ramp of {@code interval}: the same hold at 5, 10, 25, 50 and 100 %.
     *
     * @throws IllegalArgumentException if the hold is out of range
     */
    public static List<CanaryPhase> ladder(Duration hold) {
        List<CanaryPhase> phases = new ArrayList<>();
        for (int percent : LADDER) {
            phases.add(new CanaryPhase(percent, hold, 0, false, false, List.of()));
        }
        return phases;
    }

    /**
     * Reads the short form; options after the hold are {@code ask}, {@code early} and {@code 3 pods}.
     *
     * @throws IllegalArgumentException in one line, if it is not a ramp
     */
    public static List<CanaryPhase> parse(String text) {
        List<CanaryPhase> phases = new ArrayList<>();
        for (String part : text.split("[,\\n]", -1)) {
            if (!part.isBlank()) {
                phases.add(phase(part.strip()));
            }
        }
        return phases;
    }

    private static CanaryPhase phase(String text) {
        Matcher phase = PHASE.matcher(text);
        if (!phase.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is not a phase: write a share and a hold, such as 10%:15m, with :ask where a person decides");
        }
        boolean ask = false;
        boolean early = false;
        int replicas = 0;
        Matcher option = OPTION.matcher(phase.group(3));
        while (option.find()) {
            ask |= option.group().equals("ask");
            early |= option.group().equals("early");
            replicas = option.group(1) == null ? replicas : number(option.group(1));
            if (option.group(1) != null && replicas == 0) {
                throw new IllegalArgumentException(
                        "'" + text + "' asks for 0 pods: leave the number out for what the share needs");
            }
        }
        Duration hold =
                phase.group(2) == null || phase.group(2).isBlank() ? Duration.ZERO : Durations.parse(phase.group(2));
        return new CanaryPhase(number(phase.group(1)), hold, replicas, ask, early, List.of());
    }

    /** Numbers that are too large for anything stay too large. */
    private static int number(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    /**
     * A whole ramp: shares rise, and it ends with all the traffic, by a phase without a hold if need be.
     *
     * @throws IllegalArgumentException if shares do not rise
     */
    static List<CanaryPhase> complete(List<CanaryPhase> phases) {
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("phases are missing: write a ramp such as 10%:15m, 50%:30m, 100%:15m");
        }
        for (int i = 1; i < phases.size(); i++) {
            int before = phases.get(i - 1).percent();
            int now = phases.get(i).percent();
            if (now <= before) {
                throw new IllegalArgumentException(
                        "shares must rise from phase to phase: " + now + "% comes after " + before + "%");
            }
        }
        List<CanaryPhase> complete = new ArrayList<>(phases);
        if (phases.get(phases.size() - 1).percent() < 100) {
            complete.add(new CanaryPhase(100, Duration.ZERO, 0, false, false, List.of()));
        }
        return List.copyOf(complete);
    }
}
