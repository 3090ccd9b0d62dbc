package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was released where, by whom and when.
 *
 * @param baseline name under which what was measured is kept; empty for none
 * @param from image that had the traffic at the start; empty if that is not known
 * @param to image that was to get it
 * @param rollback whether a person asked for this release to go back to the other colour
 * @param active Deployment that the active Service selects, as far as this release wrote it; empty if that is not known
 * @param stateAt up to when the report tells: the end, or now
 * @param tool version of Rollout Gate that opened the record
 */
public record Heading(
        String release,
        String application,
        String baseline,
        String from,
        String to,
        boolean rollback,
        String strategy,
        String cluster,
        String namespace,
        String service,
        String active,
        String startedBy,
        Instant startedAt,
        Optional<Instant> endedAt,
        Instant stateAt,
        String tool) {

    static Heading of(History history) {
        Event first = history.isEmpty() ? null : history.events().get(0);
        String adoptedFrom = first == null ? "" : first.text("startedBy");
        String application = history.spec("application");
        return new Heading(
                first == null ? "" : history.state().id(),
                application.isEmpty() ? history.spec("service") : application,
                history.spec("capture"),
                history.oldImage(),
                history.newImage(),
                history.isRollback(),
                first == null ? "" : history.state().strategy(),
                history.spec("cluster"),
                history.spec("namespace"),
                history.spec("service"),
                history.active(),
                first == null ? "" : adoptedFrom.isEmpty() ? first.actor() : adoptedFrom,
                history.start(),
                history.end().map(end -> end.at()),
                history.until(),
                first == null ? "" : first.text("tool"));
    }

    /** Whether it is a release; a verification moves no traffic. */
    public boolean movesTraffic() {
        return !strategy.equals(VerifySpec.STRATEGY);
    }

    public Duration elapsed() {
        return Duration.between(startedAt, stateAt);
    }

    /** The old version as short as it is clear; empty if it is not known. */
    public String fromShort() {
        return shorten(from, to);
    }

    public String toShort() {
        return shorten(to, from);
    }

    private static String shorten(String image, String other) {
        boolean sameRepository = Words.repository(image).equals(Words.repository(other)) || other.isEmpty();
        String version = sameRepository ? Words.version(image) : Words.image(image);
        return !sameRepository && Words.image(image).equals(Words.image(other)) ? image : version;
    }

    /** {@code checkout 1.8.2 → 1.9.0}. */
    public String title() {
        if (!movesTraffic()) {
            return baseline.isEmpty() ? "Objectives of " + application : "Baseline " + baseline + " of " + application;
        }
        String images = from.isEmpty() ? toShort() : fromShort() + " → " + toShort();
        return (application + " " + images).strip();
    }
}
