package io.jenkins.plugins.rolloutgate.checklist;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps the ids of items over an edit of their document, so that they keep what was signed: of those that stand as they
 * were, that were moved, whose section was renamed, and that were reworded slightly. A changed number, limit or negation is
 * another item, and so is any other word; what is not surely the same is open again. Takes time in proportion to the items.
 */
public final class Edited {
    /** So many items up and down the section are looked at for a reworded one. */
    private static final int NEAR = 25;
    /** So much of a section must be in another one for it to be its new name. */
    private static final double SAME_SECTION = 0.6;

    private static final Set<String> FILLERS = Set.of(
            "a",
            "an",
            "the",
            "is",
            "are",
            "be",
            "been",
            "was",
            "were",
            "has",
            "have",
            "that",
            "of",
            "to",
            "for",
            "and",
            "on",
            "in",
            "please",
            "properly",
            "correctly");

    private final List<Read> before;
    private final Checklist now;
    private final boolean[] used;
    private final Read[] matched;

    /**
     * An item as it was read before.
     *
     * @param path titles of its sections, from the outermost
     * @param under texts of the boxes that it is nested under, from the outermost
     */
    public record Known(String id, List<String> path, List<String> under, String text) {
        public Known {
            path = List.copyOf(path);
            under = List.copyOf(under);
        }

        /** Where it stands: the same text elsewhere is another item. */
        List<String> place() {
            List<String> place = new ArrayList<>(path);
            place.addAll(under);
            return place;
        }
    }

    /** The same with what is compared, which is costly to make. */
    private record Read(String id, String section, String words) {
        static List<Read> of(List<Known> items) {
            Map<List<String>, String> sections = new HashMap<>();
            return items.stream()
                    .map(item -> new Read(
                            item.id(),
                            sections.computeIfAbsent(item.place(), place -> ItemIds.words(String.join("\n", place))),
                            ItemIds.words(item.text())))
                    .toList();
        }
    }

    private Edited(List<Known> before, Checklist now) {
        this.before = Read.of(before);
        this.now = now;
        used = new boolean[before.size()];
        matched = new Read[now.entries().size()];
    }

    /** The items of a document, as an edit of it will be compared with them. */
    public static List<Known> known(Checklist checklist) {
        Map<String, Item> byId = new HashMap<>();
        checklist.entries().forEach(item -> byId.put(item.id(), item));
        return checklist.entries().stream()
                .map(item -> new Known(item.id(), checklist.path(item.section()), under(item, byId), item.text()))
                .toList();
    }

    private static List<String> under(Item item, Map<String, Item> byId) {
        Deque<String> under = new ArrayDeque<>();
        Item at = byId.get(item.parent());
        while (at != null) {
            under.addFirst(at.text());
            at = byId.get(at.parent());
        }
        return List.copyOf(under);
    }

    /** The edited document, with the ids that its items had before. */
    public static Checklist carry(List<Known> before, Checklist now) {
        Edited edit = new Edited(before, now);
        List<Read> items = Read.of(known(now));
        edit.sameId(items);
        edit.match(items, known -> known.section() + "\n\n" + known.words(), false);
        edit.match(items, Read::words, true);
        edit.renamedSections(items);
        edit.reworded(items);
        return edit.result(items);
    }

    private interface Key {
        String of(Read read);
    }

    /** Ids that people wrote themselves stay whatever else changes. */
    private void sameId(List<Read> items) {
        Map<String, Integer> ids = new HashMap<>();
        for (int i = 0; i < before.size(); i++) {
            ids.put(before.get(i).id(), i);
        }
        for (int i = 0; i < items.size(); i++) {
            Integer same = ids.get(items.get(i).id());
            boolean own = now.entries().get(i).comments().stream()
                    .anyMatch(comment -> comment.text().toLowerCase(Locale.ROOT).startsWith("id"));
            if (same != null && own) {
                take(i, same);
            }
        }
    }

    /** In order where a key is there several times, unless it must be the only one on both sides. */
    private void match(List<Read> items, Key key, boolean only) {
        Map<String, Deque<Integer>> found = new HashMap<>();
        for (int i = 0; i < before.size(); i++) {
            if (only || !used[i]) {
                found.computeIfAbsent(key.of(before.get(i)), k -> new ArrayDeque<>())
                        .add(i);
            }
        }
        Map<String, Long> counts = items.stream().collect(Collectors.groupingBy(key::of, Collectors.counting()));
        for (int i = 0; i < items.size(); i++) {
            Deque<Integer> same = found.get(key.of(items.get(i)));
            boolean alone = !only || (same != null && same.size() == 1 && counts.get(key.of(items.get(i))) == 1);
            if (matched[i] == null && same != null && !same.isEmpty() && alone && !used[same.peek()]) {
                take(i, same.poll());
            }
        }
    }

    private void take(int item, int known) {
        if (!used[known] && matched[item] == null) {
            used[known] = true;
            matched[item] = before.get(known);
        }
    }

    private void renamedSections(List<Read> items) {
        Map<String, List<Integer>> gone = bySection(before, used);
        Map<String, List<Integer>> fresh = bySection(items, isMatched());
        items.forEach(item -> gone.remove(item.section()));
        before.forEach(known -> fresh.remove(known.section()));
        Map<String, Set<String>> holders = new HashMap<>();
        gone.forEach((section, indices) -> indices.forEach(
                index -> holders.computeIfAbsent(before.get(index).words(), text -> new HashSet<>())
                        .add(section)));
        fresh.forEach((section, indices) -> {
            Map<String, Long> shared = indices.stream()
                    .map(index -> items.get(index).words())
                    .distinct()
                    .flatMap(text -> holders.getOrDefault(text, Set.of()).stream())
                    .collect(Collectors.groupingBy(name -> name, LinkedHashMap::new, Collectors.counting()));
            List<String> same = shared.entrySet().stream()
                    .filter(old -> old.getValue() >= SAME_SECTION * indices.size()
                            && old.getValue()
                                    >= SAME_SECTION * gone.get(old.getKey()).size())
                    .map(Map.Entry::getKey)
                    .toList();
            // Two sections that are alike may each be the one.
            if (same.size() == 1) {
                pair(items, indices, gone.get(same.get(0)));
            }
        });
    }

    private void pair(List<Read> items, List<Integer> fresh, List<Integer> gone) {
        for (int item : fresh) {
            gone.stream()
                    .filter(known -> !used[known]
                            && before.get(known).words().equals(items.get(item).words()))
                    .findFirst()
                    .ifPresent(known -> take(item, known));
        }
    }

    private boolean[] isMatched() {
        boolean[] is = new boolean[matched.length];
        for (int i = 0; i < matched.length; i++) {
            is[i] = matched[i] != null;
        }
        return is;
    }

    private static Map<String, List<Integer>> bySection(List<Read> items, boolean[] done) {
        Map<String, List<Integer>> sections = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            if (!done[i]) {
                sections.computeIfAbsent(items.get(i).section(), section -> new ArrayList<>())
                        .add(i);
            }
        }
        return sections;
    }

    private void reworded(List<Read> items) {
        Map<String, List<Integer>> gone = bySection(before, used);
        bySection(items, isMatched()).forEach((section, indices) -> {
            List<Integer> left = gone.getOrDefault(section, List.of());
            List<List<String>> old = left.stream()
                    .map(known -> content(before.get(known).words()))
                    .toList();
            for (int i = 0; i < indices.size() && !left.isEmpty(); i++) {
                List<String> fresh = content(items.get(indices.get(i)).words());
                for (int j = Math.max(0, i - NEAR); j < Math.min(left.size(), i + NEAR); j++) {
                    if (!used[left.get(j)] && isSlight(old.get(j), fresh)) {
                        take(indices.get(i), left.get(j));
                    }
                }
            }
        });
    }

    /** Whether two texts differ in nothing but small words, forms of words and typing mistakes. */
    private static boolean isSlight(List<String> left, List<String> right) {
        if (left.size() != right.size() || left.isEmpty()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!WordForms.isSame(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> content(String words) {
        return List.of(words.split(" ")).stream()
                .filter(word -> !word.isEmpty() && !FILLERS.contains(word))
                .toList();
    }

    /** An id that another item has kept is not given a second time. */
    private Checklist result(List<Read> items) {
        Set<String> kept = new HashSet<>();
        Map<String, String> renamed = new HashMap<>();
        for (Read known : matched) {
            if (known != null) {
                kept.add(known.id());
            }
        }
        for (int i = 0; i < items.size(); i++) {
            String id = items.get(i).id();
            String now = matched[i] == null ? id : matched[i].id();
            for (int count = 2; matched[i] == null && !kept.add(now); count++) {
                now = id + "-" + count;
            }
            renamed.put(id, now);
        }
        return now.withEntries(now.entries().stream()
                .map(item -> item.withIds(
                        renamed.get(item.id()),
                        renamed.getOrDefault(item.parent(), ""),
                        renamed.getOrDefault(item.choice(), "")))
                .toList());
    }
}
