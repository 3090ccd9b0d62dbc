package io.jenkins.plugins.rolloutgate.checklist;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds an item by what people call it: its id, its text or what stands before its blank, or titles of sections and its text
 * with {@code >} between them. Case, markup and spaces do not matter.
 */
public final class Selector {
    private static final String BETWEEN = " > ";

    private final Checklist checklist;
    private final Map<String, List<Item>> byText = new HashMap<>();
    private final Map<String, Item> byId = new HashMap<>();

    public Selector(Checklist checklist) {
        this.checklist = checklist;
        checklist.entries().forEach(item -> {
            names(item)
                    .forEach(name -> byText.computeIfAbsent(name, text -> new ArrayList<>())
                            .add(item));
            byId.put(item.id(), item);
        });
    }

    /** A field is also called by what stands before its blank. */
    private static Set<String> names(Item item) {
        Set<String> names = new LinkedHashSet<>(List.of(ItemIds.words(item.text())));
        String label = ItemIds.words(item.text().replaceFirst("_{2,}.*", ""));
        if (!label.isEmpty()) {
            names.add(label);
        }
        return names;
    }

    /**
     * The one item that a name stands for.
     *
     * @throws IllegalArgumentException in one line, with the nearest names, if it is none or several
     */
    public Item find(String name) {
        if (byId.containsKey(name.strip())) {
            return byId.get(name.strip());
        }
        List<Item> found = byText.getOrDefault(ItemIds.words(name), List.of());
        // What stands before a sign may be a section, and may be the item's own words.
        for (int cut = name.indexOf(BETWEEN); found.isEmpty() && cut >= 0; cut = name.indexOf(BETWEEN, cut + 1)) {
            String[] titles = name.substring(0, cut).split(BETWEEN);
            found = byText.getOrDefault(ItemIds.words(name.substring(cut + BETWEEN.length())), List.of()).stream()
                    .filter(item -> isIn(item, titles))
                    .toList();
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException("'" + name + "' are " + found.size() + " items, in lines "
                    + found.stream().map(item -> String.valueOf(item.line())).collect(Collectors.joining(", "))
                    + ": write the section before it, as in '" + name(found.get(0)) + "'");
        }
        if (found.isEmpty()) {
            List<String> near = Nearest.of(
                    name, checklist.entries().stream().map(Item::text).toList());
            throw new IllegalArgumentException(
                    "there is no item '" + name + "': the nearest are '" + String.join("', '", near) + "'");
        }
        return found.get(0);
    }

    /** The shortest name under which it is found. */
    public String name(Item item) {
        if (isOnly(item.text(), item)) {
            return item.text();
        }
        List<String> path = checklist.path(item.section());
        for (int from = path.size() - 1; from >= 0; from--) {
            String name = String.join(BETWEEN, path.subList(from, path.size())) + BETWEEN + item.text();
            if (isOnly(name, item)) {
                return name;
            }
        }
        return item.id();
    }

    private boolean isOnly(String name, Item item) {
        if (ItemIds.words(item.text()).isEmpty()) {
            return false;
        }
        int cut = name.length() - item.text().length() - BETWEEN.length();
        String[] titles = cut < 0 ? new String[0] : name.substring(0, cut).split(BETWEEN);
        List<Item> others = byText.get(ItemIds.words(item.text())).stream()
                .filter(other -> isIn(other, titles))
                .toList();
        return others.size() == 1;
    }

    /** Whether the item's path has these titles, in this order. */
    private boolean isIn(Item item, String[] titles) {
        int next = 0;
        for (String title : checklist.path(item.section())) {
            next += next < titles.length && ItemIds.words(title).equals(ItemIds.words(titles[next])) ? 1 : 0;
        }
        return next == titles.length;
    }
}
