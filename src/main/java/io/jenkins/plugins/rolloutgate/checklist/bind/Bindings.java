package io.jenkins.plugins.rolloutgate.checklist.bind;

import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What proves which item, from all places where people write it.
 *
 * @param byItem bindings by the id of the item
 * @param problems one line each, with the number of the line in the document or in the YAML beside it
 */
public record Bindings(Map<String, List<Binding>> byItem, List<String> problems) {
    private static final Pattern GATE = Pattern.compile("(?is)(?:gate|bind)\\s*:\\s*(.*)");

    public static final Bindings NONE = new Bindings(Map.of(), List.of());

    public Bindings {
        Map<String, List<Binding>> copy = new LinkedHashMap<>();
        byItem.forEach((id, bindings) -> copy.put(id, List.copyOf(bindings)));
        byItem = copy;
        problems = List.copyOf(problems);
    }

    /** Those in comments of the document. */
    public static Bindings of(Checklist checklist) {
        return of(checklist, List.of(), Map.of());
    }

    /**
     * Those in comments, in the YAML beside the document, and in the arguments of a step; all of them hold.
     *
     * @param file what {@link BindingFile} has read
     * @param given by the name of the item
     */
    public static Bindings of(Checklist checklist, List<BindingFile.Entry> file, Map<String, String> given) {
        Map<String, List<Binding>> byItem = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (Item item : checklist.entries()) {
            for (Item.Detail comment : item.comments()) {
                Matcher gate = GATE.matcher(comment.text());
                if (gate.matches()) {
                    add(byItem, problems, "line " + comment.line(), () -> item, gate.group(1));
                }
            }
        }
        Selector selector = new Selector(checklist);
        file.forEach(entry -> add(
                byItem,
                problems,
                "bindings, line " + entry.line(),
                () -> selector.find(entry.item()),
                entry.binding()));
        given.forEach((name, binding) -> add(byItem, problems, "bind", () -> selector.find(name), binding));
        return new Bindings(byItem, problems);
    }

    private interface Finder {
        Item find();
    }

    private static void add(
            Map<String, List<Binding>> byItem, List<String> problems, String where, Finder item, String text) {
        try {
            List<Binding> parsed = BindingParser.parse(text);
            byItem.computeIfAbsent(item.find().id(), id -> new ArrayList<>()).addAll(parsed);
        } catch (IllegalArgumentException e) {
            problems.add(where + ": " + e.getMessage());
        }
    }

    public List<Binding> of(Item item) {
        return byItem.getOrDefault(item.id(), List.of());
    }
}
