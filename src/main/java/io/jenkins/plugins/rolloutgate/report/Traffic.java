package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.record.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who was to have the traffic and who had it, over time: the one place that knows what the phases and writes of a strategy
 * mean for it.
 */
final class Traffic {
    private static final String CANARY = "CANARY_";
    /** From here on stable runs the new image, unless the release turns back. */
    private static final Set<String> PROMOTING = Set.of("PROMOTE", "DRAIN", "SCALE_DOWN");

    private final Sides sides;
    private final boolean canary;
    private final List<Seen> seen = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private String phase = "";
    private boolean promoting;
    private boolean promoted;

    /** Ready endpoints, or weights, of both versions. */
    record Seen(Instant at, double old, double fresh) {
        double sum() {
            return old + fresh;
        }

        Optional<Double> share() {
            return sum() == 0 ? Optional.empty() : Optional.of(fresh / sum());
        }
    }

    /** The new version's share, 0 to 1, that was asked for from a time on. */
    record Asked(Instant at, double fresh) {}

    Traffic(List<Event> events, Sides sides, Instant start) {
        this.sides = sides;
        this.canary = sides.oldWord().equals("stable");
        asked.add(new Asked(start, 0));
        events.forEach(this::take);
    }

    private void take(Event event) {
        switch (event.kind()) {
            case PHASE -> {
                phase = event.text("phase");
                promoting = canary && (promoting || PROMOTING.contains(phase));
            }
            case DECISION -> promoting &= event.text("decision").equals("hold");
            case TRAFFIC -> {
                double old = event.data().path(sides.oldDeployment()).asDouble(0);
                double fresh = event.data().path(sides.newDeployment()).asDouble(0);
                seen.add(promoting ? new Seen(event.time(), 0, old + fresh) : new Seen(event.time(), old, fresh));
            }
            case WRITTEN -> written(event, event.text("key"));
            case ADOPTED -> {
                event.data()
                        .path("passed")
                        .forEach(done -> ask(event, done.path("percent").asDouble() / 100));
                event.data().path("done").forEach(key -> written(event, key.asText()));
            }
            default -> {}
        }
    }

    private void written(Event event, String key) {
        switch (key) {
            case "switch" -> ask(event, 1);
            case "switch-back", "end-canary" -> ask(event, 0);
            case "shift" -> percent().ifPresent(share -> ask(event, share));
            case "canary", "stable" ->
                percent().filter(share -> !sides.weighted() && share < 1).ifPresent(share -> ask(event, share));
            case "shift-back" -> {
                promoted = promoting;
                ask(event, promoting ? 1 : 0);
            }
            default -> {}
        }
    }

    private Optional<Double> percent() {
        return phase.matches(CANARY + "\\d{1,3}")
                ? Optional.of(Integer.parseInt(phase.substring(CANARY.length())) / 100.0)
                : Optional.empty();
    }

    private void ask(Event event, double fresh) {
        if (target() != fresh) {
            asked.add(new Asked(event.time(), fresh));
        }
    }

    List<Seen> seen() {
        return seen;
    }

    List<Asked> asked() {
        return asked;
    }

    /** The new version's share that is asked for now, 0 to 1. */
    double target() {
        return asked.get(asked.size() - 1).fresh();
    }

    /** When the new version was given its first traffic. */
    Optional<Instant> movedAt() {
        return seen.stream()
                .filter(share -> share.fresh() > 0)
                .map(Seen::at)
                .findFirst()
                .or(() -> asked.stream()
                        .filter(share -> share.fresh() > 0)
                        .map(Asked::at)
                        .findFirst());
    }

    /** When the new version was given all of it. */
    Optional<Instant> switchedAt() {
        return asked.stream().filter(share -> share.fresh() >= 1).map(Asked::at).findFirst();
    }

    Optional<Instant> switchedBackAt() {
        boolean back = asked.size() > 1 && target() == 0;
        return back ? Optional.of(asked.get(asked.size() - 1).at()) : Optional.empty();
    }

    /** Whether the new version stands on the old side's Deployment too, and has the traffic there. */
    boolean isPromoted() {
        return promoted;
    }
}
