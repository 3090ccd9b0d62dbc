package io.jenkins.plugins.rolloutgate.report.checklist;

import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.state.ItemState;
import io.jenkins.plugins.rolloutgate.report.html.Characters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The items of a checklist as a table that other programs read, by RFC 4180. */
public final class ChecklistCsv {
    private static final String END = "\r\n";

    private ChecklistCsv() {}

    public static String of(ChecklistReport report) {
        StringBuilder out = new StringBuilder();
        row(out, List.of("id", "section", "item", "status", "actor", "at", "event", "sentence", "values"));
        for (Item item : report.checklist().items()) {
            ItemState state = report.state().item(item.id());
            List<String> cells = new ArrayList<>(List.of(
                    item.id(),
                    String.join(" > ", report.checklist().path(item.section())),
                    item.text(),
                    state.status().name(),
                    state.actor(),
                    state.at().map(String::valueOf).orElse(""),
                    state.event() == 0 ? "" : String.valueOf(state.event()),
                    state.sentence(),
                    state.values().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(Map.Entry::getValue)
                            .collect(Collectors.joining("; "))));
            row(out, cells);
        }
        return out.toString();
    }

    private static void row(StringBuilder out, List<String> cells) {
        out.append(cells.stream().map(ChecklistCsv::cell).collect(Collectors.joining(",")))
                .append(END);
    }

    /**
     * A text that a spreadsheet would take for a formula gets a quote in front of it. A semicolon, which some take for the
     * end of a cell, is quoted like a comma.
     */
    private static String cell(String text) {
        String visible = Characters.visible(text);
        String safe = visible.matches("(?s)[=+\\-@\t\r].*") ? "'" + visible : visible;
        return safe.matches("(?s).*[\",;\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
