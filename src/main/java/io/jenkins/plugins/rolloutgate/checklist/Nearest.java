package io.jenkins.plugins.rolloutgate.checklist;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names what somebody may have meant. */
public final class Nearest {
    private static final int NAMED = 3;
    private static final int COMPARED = 100;

    private Nearest() {}

    /** Up to three of the names, those with the least to change first. */
    public static List<String> of(String wanted, Collection<String> names) {
        String folded = fold(wanted);
        return names.stream()
                .distinct()
                .sorted(Comparator.comparingInt(name -> distance(folded, fold(name))))
                .limit(NAMED)
                .toList();
    }

    private static String fold(String text) {
        String folded = text.toLowerCase(Locale.ROOT).strip();
        return folded.substring(0, Math.min(folded.length(), COMPARED));
    }

    /** Levenshtein's; a name that holds the other whole is nearer than any that does not. */
    private static int distance(String left, String right) {
        if (!left.isEmpty() && right.contains(left)) {
            return 0;
        }
        int[] costs = new int[right.length() + 1];
        for (int j = 0; j < costs.length; j++) {
            costs[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int corner = costs[0];
            costs[0] = i;
            for (int j = 1; j < costs.length; j++) {
                int replaced = corner + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                corner = costs[j];
                costs[j] = Math.min(replaced, Math.min(costs[j], costs[j - 1]) + 1);
            }
        }
        return costs[right.length()];
    }
}
