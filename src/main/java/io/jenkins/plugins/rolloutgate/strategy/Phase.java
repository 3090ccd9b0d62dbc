package io.jenkins.plugins.rolloutgate.strategy;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A part of a release, in the words that pages and reports show.
 *
 * @param name as it stands in records and annotations
 */
public record Phase(String name, String title) {
    public static final Phase CHECK = new Phase("CHECK", "check");
    public static final Phase PREPARE = new Phase("PREPARE", "prepare idle colour");
    public static final Phase READY = new Phase("READY", "wait until ready");
    public static final Phase PROBE = new Phase("PROBE", "probe");
    public static final Phase SMOKE = new Phase("SMOKE", "smoke tests");
    public static final Phase SWITCH = new Phase("SWITCH", "switch traffic");
    public static final Phase ENDPOINTS = new Phase("ENDPOINTS", "endpoints follow");
    public static final Phase WATCH = new Phase("WATCH", "watch");
    public static final Phase DRAIN = new Phase("DRAIN", "drain old colour");
    public static final Phase SCALE_DOWN = new Phase("SCALE_DOWN", "scale old colour down");
    public static final Phase ROLLBACK = new Phase("ROLLBACK", "roll back");
    public static final Phase RESTORE = new Phase("RESTORE", "restore idle colour");
    public static final Phase HOLD = new Phase("HOLD", "hold");
    public static final Phase PROMOTE = new Phase("PROMOTE", "promote stable");
    public static final Phase VERIFY = new Phase("VERIFY", "verify objectives");

    public static final Phase CANARY_STANDS_BY = DRAIN.titled("canary stands by");
    public static final Phase CANARY_DOWN = SCALE_DOWN.titled("scale canary down");
    public static final Phase STABLE_RESTORED = RESTORE.titled("restore stable");

    private static final String CANARY = "CANARY_";

    private static final Map<String, Phase> KNOWN = Stream.of(
                    CHECK,
                    PREPARE,
                    READY,
                    PROBE,
                    SMOKE,
                    SWITCH,
                    ENDPOINTS,
                    WATCH,
                    DRAIN,
                    SCALE_DOWN,
                    ROLLBACK,
                    RESTORE,
                    HOLD,
                    PROMOTE,
                    VERIFY)
            .collect(Collectors.toUnmodifiableMap(Phase::name, phase -> phase));

    /** This phase in the words of a strategy that shares it. */
    private Phase titled(String words) {
        return new Phase(name, words);
    }

    /** A phase of a canary. */
    public static Phase canary(int percent) {
        return new Phase(CANARY + percent, "canary " + percent + " %");
    }

    /** The phase of this name; one that nobody knows is shown by its name. */
    public static Phase of(String name) {
        return Optional.ofNullable(KNOWN.get(name)).orElseGet(() -> named(name));
    }

    private static Phase named(String name) {
        return name.matches(CANARY + "\\d{1,3}")
                ? canary(Integer.parseInt(name.substring(CANARY.length())))
                : new Phase(name, name);
    }

    /** The name, as it stands in records. */
    @Override
    public String toString() {
        return name;
    }
}
