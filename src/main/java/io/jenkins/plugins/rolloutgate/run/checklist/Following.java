package io.jenkins.plugins.rolloutgate.run.checklist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.checklist.state.Tick;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies what a release proves into the record of the checklist that it belongs to, with the event that is the evidence. It
 * may be told the same as often as one likes, so that after a restart everything that was missed is made up for. Thread-safe.
 */
public final class Following {
    private final ChecklistRecord record;

    public Following(ChecklistRecord record) {
        this.record = record;
    }

    /**
     * Brings the checklist up to date with a release.
     *
     * @param events of its record so far
     * @param head hash of its last line
     */
    public Snapshot release(List<Event> events, String head) throws IOException {
        try {
            return record.change((before, now, to) -> {
                Event first = events.get(0);
                String release = first.text("release");
                if (isUntold(before, release, "begun")) {
                    ObjectNode begun = rollout(first, "begun", head);
                    begun.put(
                                    "application",
                                    first.data()
                                            .path("spec")
                                            .path("application")
                                            .asText())
                            .put(
                                    "image",
                                    first.data().path("spec").path("image").asText());
                    to.append(Event.ENGINE, EventKind.ROLLOUT, begun);
                    voidOthers(before, begun.path("image").asText(), to, now);
                }
                Optional<Event> pause = pause(events).filter(event -> isUntold(before, release, event));
                if (pause.isPresent()) {
                    to.append(Event.ENGINE, EventKind.ROLLOUT, pause(first, pause.get(), head));
                }
                Optional<Event> turned = last(events, EventKind.DECISION);
                if (turned.isPresent() && isUntold(before, release, "turned")) {
                    to.append(
                            Event.ENGINE,
                            EventKind.ROLLOUT,
                            rollout(first, "turned", head)
                                    .put("decision", turned.get().text("decision"))
                                    .put("reason", turned.get().text("reason")));
                }
                Optional<Event> ended = last(events, EventKind.ENDED);
                copy(
                        before,
                        release,
                        Tick.of(before.checklist(), before.bindings(), events, now),
                        ended.isPresent(),
                        to);
                if (ended.isPresent() && isUntold(before, release, "ended")) {
                    to.append(
                            Event.ENGINE,
                            EventKind.ROLLOUT,
                            rollout(first, "ended", head)
                                    .put("outcome", ended.get().text("outcome"))
                                    .put("reason", ended.get().text("reason")));
                }
            });
        } catch (RefusedException e) {
            throw new IllegalStateException("what releases prove is never refused", e);
        }
    }

    private static Optional<Event> last(List<Event> events, EventKind kind) {
        return events.stream().filter(event -> event.kind() == kind).reduce((first, second) -> second);
    }

    private static boolean isUntold(Snapshot before, String release, String stage) {
        return before.events().stream()
                .noneMatch(event -> event.kind() == EventKind.ROLLOUT
                        && event.text("release").equals(release)
                        && event.text("stage").equals(stage));
    }

    /** The last that was said of holding the release where it is. */
    private static Optional<Event> pause(List<Event> events) {
        return events.stream()
                .filter(event -> event.kind() == EventKind.PAUSED || event.kind() == EventKind.UNPAUSED)
                .reduce((one, other) -> other);
    }

    private static ObjectNode pause(Event first, Event pause, String head) {
        return rollout(first, pause.kind() == EventKind.PAUSED ? "held" : "resumed", head)
                .put("by", pause.actor())
                .put("reason", pause.text("reason"))
                .put("event", pause.sequence());
    }

    private static boolean isUntold(Snapshot before, String release, Event pause) {
        return before.events().stream()
                .noneMatch(event -> event.kind() == EventKind.ROLLOUT
                        && event.text("release").equals(release)
                        && event.data().path("event").asLong() == pause.sequence());
    }

    private static ObjectNode rollout(Event first, String stage, String head) {
        return Json.object()
                .put("release", first.text("release"))
                .put("strategy", first.text("strategy"))
                .put("stage", stage)
                .put("head", head);
    }

    /** Approvals of another version than the one that goes live do not count for it. */
    private static void voidOthers(Snapshot before, String image, ChecklistRecord.Appender to, Instant now)
            throws IOException {
        for (SignOff asked : before.state(now).signOffs()) {
            String approved = asked.subject().path("image").asText();
            if (isOtherVersion(approved, image) && !asked.signed().isEmpty()) {
                to.append(
                        Event.ENGINE,
                        EventKind.SIGN_OFF_VOIDED,
                        People.about(asked)
                                .put("reason", "it was for image " + approved + ", and " + image + " is released"));
            }
        }
    }

    /** The version that is released instead of the one that a question is about; empty if none is. */
    static Optional<String> otherImage(Snapshot now, SignOff asked) {
        String wanted = asked.subject().path("image").asText();
        return now.events().stream()
                .filter(event -> event.kind() == EventKind.ROLLOUT
                        && event.text("stage").equals("begun")
                        && repository(event.text("image")).equals(repository(wanted)))
                .reduce((first, second) -> second)
                .map(event -> event.text("image"))
                .filter(image -> isOtherVersion(wanted, image));
    }

    /** Images of other repositories are other applications, which are approved on their own. */
    private static boolean isOtherVersion(String approved, String image) {
        return !approved.isEmpty()
                && !image.isEmpty()
                && !approved.equals(image)
                && repository(approved).equals(repository(image));
    }

    /** Without tag and digest. */
    private static String repository(String image) {
        return image.replaceFirst("@.*$", "").replaceFirst(":[^/:]*$", "");
    }

    private static void copy(
            Snapshot before, String release, List<Tick> ticks, boolean ended, ChecklistRecord.Appender to)
            throws IOException {
        Map<String, Event> told = new HashMap<>();
        before.events().stream()
                .filter(event ->
                        event.kind() == EventKind.ITEM_PROVEN && event.data().has("binding"))
                .forEach(event -> told.put(event.text("item") + " " + event.text("binding"), event));
        for (Tick tick : ticks) {
            Event last = told.get(tick.item().id() + " " + tick.binding().text());
            if (last == null || isNews(last, release, tick, ended)) {
                to.append(Event.ENGINE, EventKind.ITEM_PROVEN, data(release, tick));
            }
        }
    }

    /** Another verdict, or a later release; and at the end of a release its last numbers. */
    private static boolean isNews(Event last, String release, Tick tick, boolean ended) {
        JsonNode evidence = last.data().path("evidence");
        if (!evidence.path("release").asText().equals(release)) {
            return tick.evidence()
                    .time()
                    .isAfter(Instant.parse(evidence.path("time").asText()));
        }
        return !last.text("verdict").equals(verdict(tick))
                || (ended && evidence.path("seq").asLong() != tick.evidence().sequence());
    }

    private static String verdict(Tick tick) {
        return tick.good() ? "PASS" : "FAIL";
    }

    private static ObjectNode data(String release, Tick tick) {
        ObjectNode data = People.about(tick.item(), Map.of())
                .put("binding", tick.binding().text())
                .put("verdict", verdict(tick))
                .put("sentence", tick.sentence());
        tick.value().ifPresent(value -> data.put("value", value));
        data.putObject("evidence")
                .put("release", release)
                .put("seq", tick.evidence().sequence())
                .put("time", tick.evidence().time().toString());
        return data;
    }
}
