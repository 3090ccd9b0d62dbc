package io.jenkins.plugins.rolloutgate.checklist.bind;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.checklist.Blank;
import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.Condition;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.Part;
import io.jenkins.plugins.rolloutgate.checklist.Section;
import io.jenkins.plugins.rolloutgate.checklist.Table;
import io.jenkins.plugins.rolloutgate.checklist.Threshold;
import io.jenkins.plugins.rolloutgate.checklist.Timing;
import io.jenkins.plugins.rolloutgate.checklist.Trigger;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.util.List;
import java.util.Locale;

/** What was read of a checklist, as JSON; its fields are listed in {@code docs/checklist.md}. */
public final class ChecklistJson {
    private ChecklistJson() {}

    public static ObjectNode of(Checklist read, Bindings bindings) {
        ObjectNode json = Json.object()
                .put("schema", 1)
                .put("title", read.title())
                .put("readAs", read.isReadAsClaims() ? "claims" : "checklist");
        read.counts().forEach(json.putObject("counts")::put);
        strings(json.putArray("notes"), read.notes());
        read.sections().forEach(section -> section(json.withArray("sections").addObject(), read, section));
        ArrayNode items = json.putArray("items");
        read.items().forEach(item -> item(items.addObject(), read, item, bindings));
        ArrayNode claims = json.putArray("claims");
        if (!read.isReadAsClaims()) {
            read.claims().forEach(item -> item(claims.addObject(), read, item, bindings));
        }
        ArrayNode triggers = json.putArray("triggers");
        read.triggers().forEach(trigger -> trigger(triggers.addObject(), read, trigger));
        ArrayNode criteria = json.putArray("criteria");
        Criteria.of(read)
                .forEach(criterion -> criteria.addObject()
                        .put("line", criterion.line())
                        .put("severity", criterion.severity().name())
                        .put("objective", criterion.objective()));
        ArrayNode contacts = json.putArray("contacts");
        read.contacts()
                .forEach(contact -> contacts.addObject()
                        .put("line", contact.line())
                        .put("role", contact.role())
                        .put("reach", contact.reach()));
        ArrayNode tables = json.putArray("tables");
        read.tables().forEach(table -> table(tables.addObject(), table));
        ArrayNode text = json.putArray("text");
        read.parts().stream().filter(part -> part.kind().isText()).forEach(part -> text(text.addObject(), read, part));
        return json;
    }

    private static void section(ObjectNode json, Checklist read, Section section) {
        strings(json.put("line", section.line()).putArray("path"), read.path(section.index()));
        json.put("kind", section.kind().name()).put("optional", section.optional());
        section.condition().ifPresent(condition -> condition(json, condition));
        section.cadence()
                .ifPresent(cadence -> json.put("reopens", cadence.name().toLowerCase(Locale.ROOT)));
        timing(json, section.timing());
    }

    private static void item(ObjectNode json, Checklist read, Item item, Bindings bindings) {
        json.put("id", item.id()).put("line", item.line());
        strings(json.putArray("path"), read.path(item.section()));
        json.put("text", item.text()).put("kind", item.kind().name());
        item.mark().ifPresent(mark -> json.put("claimed", mark.name()));
        json.put("optional", item.optional());
        present(json, "parent", item.parent());
        present(json, "choice", item.choice());
        present(json, "role", item.role());
        item.condition().ifPresent(condition -> condition(json, condition));
        timing(json, item.timing());
        item.blanks().forEach(blank -> blank(json.withArray("blanks").addObject(), blank));
        thresholds(json, item.thresholds());
        bindings.of(item).forEach(proof -> json.withArray("bindings").add(proof.text()));
        item.details()
                .forEach(detail -> json.withArray("details")
                        .addObject()
                        .put("line", detail.line())
                        .put("text", detail.text()));
        item.commands()
                .forEach(command -> json.withArray("commands")
                        .addObject()
                        .put("line", command.line())
                        .put("language", command.language())
                        .put("text", command.text()));
    }

    private static void trigger(ObjectNode json, Checklist read, Trigger trigger) {
        json.put("line", trigger.line());
        strings(json.putArray("path"), read.path(trigger.section()));
        json.put("text", trigger.text()).put("grade", trigger.grade().name());
        thresholds(json, trigger.thresholds());
    }

    private static void blank(ObjectNode json, Blank blank) {
        json.put("kind", blank.kind().name())
                .put("label", blank.label())
                .put("unit", blank.unit())
                .put("line", blank.line())
                .put("column", blank.column())
                .put("length", blank.length());
        if (!blank.options().isEmpty()) {
            strings(json.putArray("options"), blank.options());
        }
    }

    private static void thresholds(ObjectNode json, List<Threshold> thresholds) {
        thresholds.forEach(threshold -> {
            ObjectNode one = json.withArray("thresholds")
                    .addObject()
                    .put("text", threshold.text())
                    .put("name", threshold.name())
                    .put("comparison", threshold.comparison().sign())
                    .put("limit", threshold.limit())
                    .put("unit", threshold.unit().name());
            threshold.low().ifPresent(low -> one.put("low", low));
            present(one, "variant", threshold.variant());
            threshold.during().ifPresent(during -> one.put("during", Durations.text(during)));
        });
    }

    private static void table(ObjectNode json, Table table) {
        json.put("line", table.line()).put("kind", table.kind().name());
        strings(json.putArray("header"), table.header());
        ArrayNode rows = json.putArray("rows");
        table.rows().forEach(row -> strings(rows.addArray(), row));
    }

    private static void text(ObjectNode json, Checklist read, Part part) {
        json.put("kind", part.kind().name()).put("from", part.from()).put("to", part.to());
        json.put("text", read.text(part));
    }

    private static void condition(ObjectNode json, Condition condition) {
        json.put("appliesIf", condition.when().name()).put("condition", condition.text());
    }

    private static void timing(ObjectNode json, Timing timing) {
        timing.at().ifPresent(at -> json.put("at", at.toString()));
        timing.until().ifPresent(until -> json.put("until", until.toString()));
        timing.least().ifPresent(least -> json.put("takes", Durations.text(least)));
        timing.most()
                .filter(most -> !timing.least().equals(timing.most()))
                .ifPresent(most -> json.put("takesAtMost", Durations.text(most)));
        timing.after().ifPresent(after -> json.put("dueAfter", Durations.text(after)));
    }

    private static void present(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    private static void strings(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }
}
