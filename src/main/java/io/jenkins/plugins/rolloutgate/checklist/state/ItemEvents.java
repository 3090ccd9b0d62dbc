package io.jenkins.plugins.rolloutgate.checklist.state;

import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.Section;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What steps and people have said of each item, newest last; recurring sections forget it when they begin anew. */
final class ItemEvents {
    private final Map<String, Map<EventKind, Event>> latest = new HashMap<>();
    private final Map<String, Map<Integer, Event>> filled = new HashMap<>();
    private final Map<String, Map<String, Event>> copied = new HashMap<>();
    private final Map<Integer, Long> reopened = new HashMap<>();
    private final Checklist checklist;

    ItemEvents(Checklist checklist, List<Event> events) {
        this.checklist = checklist;
        events.forEach(this::take);
    }

    private void take(Event event) {
        if (event.data().path("claim").asBoolean()) {
            // Nobody has checked who said it.
            return;
        }
        if (event.kind() == EventKind.ITEM_PROVEN && event.data().has("binding")) {
            copied.computeIfAbsent(event.text("item"), item -> new HashMap<>()).put(event.text("binding"), event);
            return;
        }
        switch (event.kind()) {
            case ITEM_PROVEN, ITEM_SIGNED, ITEM_WAIVED, ITEM_APPLIES -> {
                String key = event.text("item").isEmpty() ? "section " + event.text("section") : event.text("item");
                latest.computeIfAbsent(key, item -> new HashMap<>()).put(event.kind(), event);
                event.data()
                        .path("values")
                        .properties()
                        .forEach(value -> fill(event, Integer.parseInt(value.getKey())));
            }
            case ITEM_FILLED -> fill(event, event.data().path("blank").asInt());
            case REOPENED -> reopen(event);
            default -> {}
        }
    }

    private void fill(Event event, int blank) {
        filled.computeIfAbsent(event.text("item"), item -> new TreeMap<>()).put(blank, event);
    }

    /** Forgets what was said of the items of one cadence. */
    private void reopen(Event event) {
        String period = event.text("period").toLowerCase(Locale.ROOT);
        for (Section section : checklist.sections()) {
            if (section.cadence()
                    .filter(cadence -> cadence.name().toLowerCase(Locale.ROOT).equals(period))
                    .isPresent()) {
                reopened.put(section.index(), event.sequence());
                latest.remove(key(section.index()));
            }
        }
        for (Item item : checklist.entries()) {
            if (reopened.getOrDefault(item.section(), 0L) == event.sequence()) {
                latest.remove(item.id());
                copied.remove(item.id());
                filled.remove(item.id());
            }
        }
    }

    private String key(int section) {
        return "section " + String.join(" > ", checklist.path(section));
    }

    /** Whether an event was before the item's section has opened again, and so tells nothing of it any more. */
    boolean isOld(Item item, Event event) {
        return event.sequence() < reopened.getOrDefault(item.section(), 0L);
    }

    Optional<Event> latest(Item item, EventKind kind) {
        return Optional.ofNullable(latest.getOrDefault(item.id(), Map.of()).get(kind));
    }

    /** What a release has said of one binding. */
    Optional<Event> copied(Item item, String binding) {
        return Optional.ofNullable(copied.getOrDefault(item.id(), Map.of()).get(binding));
    }

    /** Whether it applies, as a person has said of it or of the nearest section around it. */
    Optional<Event> applies(Item item) {
        Optional<Event> own = latest(item, EventKind.ITEM_APPLIES);
        int section = item.section();
        while (own.isEmpty() && section != Section.NONE) {
            own = Optional.ofNullable(
                    latest.getOrDefault(key(section), Map.of()).get(EventKind.ITEM_APPLIES));
            section = checklist.sections().get(section).parent();
        }
        return own;
    }

    /** Who has filled in which blank; the value stands in the event. */
    Map<Integer, Event> filled(Item item) {
        return filled.getOrDefault(item.id(), Map.of());
    }

    static String value(Event event, int blank) {
        return event.kind() == EventKind.ITEM_FILLED
                ? event.text("value")
                : event.data().path("values").path(String.valueOf(blank)).asText();
    }
}
