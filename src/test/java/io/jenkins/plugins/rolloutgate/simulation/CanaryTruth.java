package io.jenkins.plugins.rolloutgate.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.strategy.CanarySpec;
import java.util.List;
import java.util.Optional;

/** What a record says for and against more traffic, read line by line and without the strategy's own eyes. */
final class CanaryTruth {
    private final SimulatedRelease<CanarySpec> release;
    private final List<Event> events;

    private CanaryTruth(SimulatedRelease<CanarySpec> release) {
        this.release = release;
        this.events = release.events();
    }

    static CanaryTruth of(SimulatedRelease<CanarySpec> release) {
        return new CanaryTruth(release);
    }

    /** Pods of the new version, ready now, that no probe of the release has passed. */
    long unprobed() {
        return release.spec.probe().isPresent() ? release.unprobed() : 0;
    }

    /** The last thing that was measured, answered or asked, if it is against more traffic. */
    Optional<String> objection() {
        return gate().or(this::verdict).or(this::unjudged).or(this::refusal);
    }

    private Optional<String> gate() {
        return events.stream()
                .filter(event -> event.kind() == EventKind.GATE
                        && (event.text("gate").startsWith("body-")
                                || event.text("gate").equals("probe")))
                .filter(event -> !event.text("verdict").equals(Verdict.PASS.name()))
                .map(event -> event.text("gate") + " is " + event.text("verdict"))
                .findFirst();
    }

    private Optional<Event> last(EventKind kind) {
        return events.stream().filter(event -> event.kind() == kind).reduce((before, after) -> after);
    }

    private Optional<String> verdict() {
        return last(EventKind.JUDGED).flatMap(judged -> {
            int percent = release.spec
                    .phases()
                    .get(judged.data().path("phase").asInt())
                    .percent();
            for (JsonNode row : judged.data().path("verdicts")) {
                String verdict = row.path("verdict").asText();
                boolean investigated = verdict.equals("FAIL")
                        && row.path("severity").asText().equals("INVESTIGATE")
                        && isLetGo("investigate-" + percent);
                boolean accepted = verdict.equals("INCONCLUSIVE") && isLetGo("inconclusive-" + percent);
                if (!verdict.equals("PASS") && !investigated && !accepted) {
                    return Optional.of(row.path("objective").asText() + " is " + verdict);
                }
            }
            return Optional.empty();
        });
    }

    private boolean isLetGo(String question) {
        return events.stream()
                .anyMatch(event -> event.kind() == EventKind.ANSWERED
                        && event.text("id").startsWith(question)
                        && event.text("answer").equals("go"));
    }

    private Optional<String> unjudged() {
        long judged = last(EventKind.JUDGED).map(Event::sequence).orElse(0L);
        return last(EventKind.MEASURED)
                .filter(look -> look.sequence() > judged)
                .map(look -> "the last look was not judged");
    }

    private Optional<String> refusal() {
        return events.stream()
                .filter(event -> event.kind() == EventKind.ANSWERED
                        && event.text("answer").equals("no-go"))
                .map(event -> "somebody said no-go")
                .findFirst();
    }
}
