package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.checklist.Item.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much of what was read. */
final class Counts {
    private Counts() {}

    /** By name, in the order in which people want to read them. */
    static Map<String, Long> of(Checklist read) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("items", (long) read.items().size());
        counts.put(
                "boxes",
                read.entries().stream().filter(item -> item.box().isPresent()).count()
                        + read.triggers().stream().filter(Trigger::box).count());
        counts.put("groups", kind(read, Kind.GROUP));
        counts.put("fields", kind(read, Kind.FIELD));
        counts.put("signOffs", kind(read, Kind.SIGN_OFF));
        counts.put("claims", kind(read, Kind.CLAIM));
        counts.put("targets", kind(read, Kind.TARGET));
        counts.put("triggers", (long) read.triggers().size());
        counts.put("optional", read.items().stream().filter(Item::optional).count());
        counts.put(
                "conditional",
                read.items().stream()
                        .filter(item -> item.condition().isPresent())
                        .count());
        counts.put(
                "choices",
                read.items().stream()
                        .map(Item::choice)
                        .filter(choice -> !choice.isEmpty())
                        .distinct()
                        .count());
        counts.put(
                "blanks",
                read.entries().stream().mapToLong(item -> item.blanks().size()).sum());
        counts.put(
                "thresholds",
                read.entries().stream()
                        .mapToLong(item -> item.thresholds().size())
                        .sum());
        counts.put(
                "commands",
                read.entries().stream()
                        .mapToLong(item -> item.commands().size())
                        .sum());
        counts.put(
                "details",
                read.entries().stream().mapToLong(item -> item.details().size()).sum());
        counts.put("contacts", (long) read.contacts().size());
        counts.put("tables", (long) read.tables().size());
        return counts;
    }

    private static long kind(Checklist read, Kind kind) {
        return read.entries().stream().filter(item -> item.kind() == kind).count();
    }
}
