package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.record.HashChain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives items their ids: the one of a comment {@code id: NAME}, otherwise a hash over section and words, with a count where
 * both are the same. So neither lines above it nor its spelling, marks or what was filled in change an item's id.
 */
final class ItemIds {
    private static final int LENGTH = 8;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}<>≤≥%±.:/+-]+");
    private static final Pattern END_OF_WORD = Pattern.compile("[.:](?=\\s|$)");
    private static final Pattern OWN = Pattern.compile("(?i)id\\s*:\\s*([\\w.-]{1,64})");

    private ItemIds() {}

    static List<Item> assign(Checklist read, List<Draft> drafts) {
        Map<String, Integer> used = new HashMap<>();
        IdentityHashMap<Draft, String> ids = new IdentityHashMap<>();
        Map<Integer, String> paths = new HashMap<>();
        List<Item> items = read.entries();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            String path =
                    paths.computeIfAbsent(item.section(), section -> words(String.join("\n", read.path(section))));
            String id =
                    own(item, HashChain.hash(path + "\n\n" + words(item.text())).substring(0, LENGTH));
            int count = used.merge(id, 1, Integer::sum);
            ids.put(drafts.get(i), count == 1 ? id : id + "-" + count);
        }
        List<Item> named = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Draft draft = drafts.get(i);
            named.add(items.get(i)
                    .withIds(ids.get(draft), ids.getOrDefault(draft.parent, ""), ids.getOrDefault(draft.choice, "")));
        }
        return named;
    }

    private static String own(Item item, String otherwise) {
        return item.comments().stream()
                .map(comment -> OWN.matcher(comment.text()))
                .filter(Matcher::matches)
                .map(own -> own.group(1))
                .findFirst()
                .orElse(otherwise);
    }

    /** What a text says: its words and numbers, without case, signs, marks and blanks. */
    static String words(String text) {
        String words = NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
        return END_OF_WORD.matcher(words).replaceAll("").strip();
    }
}
