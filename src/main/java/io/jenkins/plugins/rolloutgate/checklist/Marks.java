package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.checklist.Item.Box;
import io.jenkins.plugins.rolloutgate.checklist.Item.Mark;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Boxes and marks as people write them, and signs that only decorate. */
final class Marks {
    /** All marks are beyond it, and most texts are not. */
    private static final char FIRST_SIGN = '\u2000';

    private static final String DONE = "✅✓✔√";
    private static final String PENDING = "⏳⌛🔄🚧";
    private static final String FAILED = "❌✗✘✖";
    private static final String BOXES = "☐☑☒⬜🔲□▢🗹";
    private static final String TICKED_BOXES = "☑☒🗹";
    /** Asks for the emoji form of the sign before it. */
    private static final String SELECTOR = "[\uFE0E\uFE0F]?";

    /** {@code [ ]} and {@code [x]} with what stands in them, or one sign. */
    private static final Pattern BOX =
            Pattern.compile("(?:\\[(\\s{0,3}|[xXvV*" + DONE + "☑])\\](?=\\s|$)|([" + BOXES + "])" + SELECTOR + ")\\s*");
    /** What some write for dropped, moved or unclear, in lists only: elsewhere these are words in brackets. */
    private static final Pattern LIST_BOX = Pattern.compile("\\[([-~/>!?oO])\\](?=\\s|$)\\s*");

    private static final Pattern LAST_BOX = Pattern.compile(".*?\\S\\s*\\[(\\s{1,3}|[xX" + DONE + "]|)\\]");
    private static final Pattern ANY_BOX = Pattern.compile("\\[\\s{1,3}\\]|[" + BOXES + "]");
    private static final Pattern PLACE =
            Pattern.compile("\\[(\\s{0,3}|[-~/>!?oOxXvV*" + DONE + "☑])\\](?=\\s|$|\\|)|[" + BOXES + "]");
    private static final Pattern MARK = Pattern.compile("([" + DONE + PENDING + FAILED + "])" + SELECTOR + "\\s*");
    private static final Pattern DECORATION = Pattern.compile(
            "^(?:[\\p{So}\\p{Sk}\uFE0E\uFE0F\u200D√\\s]|\\[[ xX]\\])+|[\\p{So}\\p{Sk}\uFE0E\uFE0F\u200D√\\s]+$");

    private Marks() {}

    /** A box at the start of a text or at its end, and the text without it. */
    record Found(boolean ticked, String rest, boolean atEnd) {}

    /** A mark in front of a text or behind it, and the text without it. */
    record Marked(Mark mark, String rest) {}

    /** The box at the start of a text. */
    static Optional<Found> boxAtStart(String text, boolean list) {
        Matcher box = BOX.matcher(text);
        if (box.lookingAt()) {
            int group = box.group(1) == null ? 2 : 1;
            String inside = box.group(group);
            boolean ticked = group == 1 ? !inside.isBlank() : TICKED_BOXES.contains(inside);
            return Optional.of(new Found(ticked, text.substring(box.end()), false));
        }
        Matcher other = LIST_BOX.matcher(text);
        return list && other.lookingAt()
                ? Optional.of(new Found(false, text.substring(other.end()), false))
                : Optional.empty();
    }

    /** The box at the end of a text, as in {@code DNS ...... [ ]}. */
    static Optional<Found> boxAtEnd(String text) {
        Matcher box = LAST_BOX.matcher(text);
        if (!box.matches() || boxes(text) > 1) {
            return Optional.empty();
        }
        String rest = text.substring(0, box.start(1) - 1).replaceAll("[\\s.·:…]+$", "");
        return Optional.of(new Found(!box.group(1).isBlank(), rest, true));
    }

    /** How many open boxes a text has. */
    static int boxes(String text) {
        return (int) ANY_BOX.matcher(text).results().count();
    }

    static boolean isBox(String sign) {
        return BOX.matcher(sign.strip()).matches();
    }

    static boolean isTicked(String sign) {
        return boxAtStart(sign.strip(), false).filter(Found::ticked).isPresent();
    }

    /** Where in a line the first or last box stands: what is between its brackets, or its one sign. */
    static Optional<Box> place(String line, int number, boolean last) {
        return PLACE.matcher(line)
                .results()
                .reduce((first, next) -> last ? next : first)
                .map(box -> {
                    int group = box.group(1) == null ? 0 : 1;
                    return new Box(number, box.start(group), box.end(group) - box.start(group));
                });
    }

    /** The only mark of a text, wherever it stands; several are a legend, and none of them is meant. */
    static Optional<Marked> mark(String text) {
        Matcher mark = MARK.matcher(text);
        if (text.chars().allMatch(c -> c < FIRST_SIGN) || !mark.find()) {
            return Optional.empty();
        }
        String sign = mark.group(1);
        int from = mark.start();
        int to = mark.end();
        while (mark.find()) {
            if (!mark.group(1).equals(sign)) {
                return Optional.empty();
            }
        }
        String rest = (text.substring(0, from) + text.substring(to)).strip();
        return Optional.of(new Marked(markOf(sign), rest));
    }

    private static Mark markOf(String sign) {
        return DONE.contains(sign) ? Mark.DONE : PENDING.contains(sign) ? Mark.PENDING : Mark.FAILED;
    }

    /** A title without the signs around it. */
    static String undecorated(String title) {
        return DECORATION.matcher(title).replaceAll("").strip();
    }
}
