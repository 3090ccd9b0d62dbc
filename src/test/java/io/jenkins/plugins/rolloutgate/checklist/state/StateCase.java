package io.jenkins.plugins.rolloutgate.checklist.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.ChecklistReader;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.SourceText;
import io.jenkins.plugins.rolloutgate.checklist.bind.Bindings;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A record that is written event by event, and the documents that it is folded into. */
abstract class StateCase {
    static final Instant START = Instant.parse("2026-11-26T07:00:00Z");

    final List<Event> events = new ArrayList<>();
    Instant now = START;

    void started(int... percents) {
        events.clear();
        ObjectNode spec = Json.object();
        for (int percent : percents) {
            spec.withArray("phases").addObject().put("percent", percent);
        }
        ObjectNode data = Json.object().put("release", "shop-1").put("strategy", "canary");
        data.set("spec", spec);
        events.add(event("requester", EventKind.STARTED, data));
    }

    void later(int seconds) {
        now = now.plusSeconds(seconds);
    }

    Event event(String actor, EventKind kind, ObjectNode data) {
        return new Event(events.size() + 1L, now, actor, kind, data, "");
    }

    void append(EventKind kind, ObjectNode data) {
        events.add(event(Event.ENGINE, kind, data));
    }

    void gate(String name, String verdict, String sentence) {
        append(
                EventKind.GATE,
                Json.object().put("gate", name).put("verdict", verdict).put("sentence", sentence));
    }

    static ObjectNode verdict(String objective, String verdict, double value) {
        ObjectNode json = Json.object()
                .put("objective", objective)
                .put("verdict", verdict)
                .put("sentence", verdict);
        json.putObject("numbers").put("value", value);
        return json;
    }

    void judged(int phase, ObjectNode... verdicts) {
        ObjectNode data = Json.object().put("phase", phase).put("look", 1);
        for (ObjectNode verdict : verdicts) {
            data.withArray("verdicts").add(verdict);
        }
        append(EventKind.JUDGED, data);
    }

    /** What a person does to the first item. */
    void person(String actor, EventKind kind, String document, ObjectNode data) {
        events.add(event(actor, kind, data.put("item", id(document, 0))));
    }

    void ask(String id, String role, int quorum) {
        append(
                EventKind.SIGN_OFF_ASKED,
                Json.object()
                        .put("id", id)
                        .put("role", role)
                        .put("quorum", quorum)
                        .put("expires", "PT1H"));
    }

    void sign(String id, String actor) {
        events.add(event(actor, EventKind.SIGNED_OFF, Json.object().put("id", id)));
    }

    static Checklist read(String document) {
        return ChecklistReader.read(SourceText.of(document));
    }

    static String id(String document, int index) {
        return read(document).entries().get(index).id();
    }

    ChecklistState fold(String document) {
        Checklist checklist = read(document);
        Bindings bindings = Bindings.of(checklist);
        assertThat(bindings.problems()).isEmpty();
        return ChecklistState.of(checklist, bindings, events, now);
    }

    ItemState only(String document) {
        return fold(document).item(id(document, 0));
    }

    List<Status> statuses(String document) {
        ChecklistState state = fold(document);
        return read(document).entries().stream()
                .map(Item::id)
                .map(id -> state.item(id).status())
                .toList();
    }
}
