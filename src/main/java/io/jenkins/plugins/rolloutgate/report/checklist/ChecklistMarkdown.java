package io.jenkins.plugins.rolloutgate.report.checklist;

import io.jenkins.plugins.rolloutgate.checklist.Blank;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.SourceText;
import io.jenkins.plugins.rolloutgate.checklist.state.ItemState;
import io.jenkins.plugins.rolloutgate.checklist.state.Status;
import io.jenkins.plugins.rolloutgate.report.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives the team's own document back, with boxes ticked, blanks filled in, and who has said so and when in their places. A
 * comparison with the original shows only that: every other byte is as it was.
 *
 * <p>Ticked is what was proven or signed. A tick that was in the document and that nothing proves is taken back.
 */
public final class ChecklistMarkdown {
    private final ChecklistReport report;
    private final Map<Integer, List<Edit>> edits = new HashMap<>();

    /** What stands in the place of some characters of a line; the end of the line if it is beyond that. */
    private record Edit(int column, int length, String text) {}

    private ChecklistMarkdown(ChecklistReport report) {
        this.report = report;
        report.checklist().entries().forEach(this::edit);
    }

    public static String of(ChecklistReport report) {
        return new ChecklistMarkdown(report).write();
    }

    private void edit(Item item) {
        ItemState state = report.state().item(item.id());
        item.box().ifPresent(box -> {
            boolean done = state.status() == Status.PASSED || state.status() == Status.SIGNED;
            boolean claimed = item.mark().isPresent();
            if (done || claimed) {
                put(box.line(), new Edit(box.column(), box.length(), mark(box, done)));
            }
        });
        boolean filled = false;
        for (int i = 0; i < item.blanks().size(); i++) {
            Blank blank = item.blanks().get(i);
            String value = state.values().getOrDefault(i, "");
            if (!value.isEmpty()) {
                put(blank.line(), new Edit(blank.column(), blank.length(), inPlaceOf(blank, plain(value))));
                filled = true;
            }
        }
        // In a table, who has signed stands in the cell for it.
        boolean told = filled && (state.status() == Status.PASSED || inTable(item));
        String note = note(state, told);
        if (!note.isEmpty()) {
            put(item.lastLine(), inTable(item) ? behindBox(item, note) : new Edit(Integer.MAX_VALUE, 0, " — " + note));
        }
    }

    /** The empty cell of a table keeps its spaces. */
    private String inPlaceOf(Blank blank, String value) {
        String line = line(blank.line()).text();
        int end = Math.min(line.length(), blank.column() + blank.length());
        return line.substring(Math.min(end, blank.column()), end).isBlank() ? " " + value + " " : value;
    }

    private void put(int line, Edit edit) {
        edits.computeIfAbsent(line, key -> new ArrayList<>()).add(edit);
    }

    private String mark(Item.Box box, boolean done) {
        String line = line(box.line()).text();
        boolean brackets = box.column() > 0 && line.charAt(box.column() - 1) == '[';
        if (brackets) {
            return done ? "x" : " ";
        }
        return done ? "☑" : "☐";
    }

    private SourceText.Line line(int number) {
        return report.checklist().source().lines().get(number - 1);
    }

    /** A cell of a table ends at the next bar, so nothing can stand behind the line. */
    private boolean inTable(Item item) {
        return line(item.lastLine()).text().strip().startsWith("|");
    }

    private Edit behindBox(Item item, String note) {
        Item.Box box = item.box().orElse(null);
        if (box == null) {
            return new Edit(line(item.lastLine()).text().lastIndexOf('|'), 0, note + " ");
        }
        return new Edit(box.column() + box.length() + 1, 0, " " + note);
    }

    /** Who and when, unless it stands in the blanks already. */
    private static String note(ItemState state, boolean told) {
        String when = state.at().map(Words::date).orElse("");
        return switch (state.status()) {
            case OPEN -> "";
            case PASSED -> told ? "" : "passed" + (when.isEmpty() ? "" : ", " + when);
            case SIGNED -> told ? "" : "signed by " + plain(state.actor()) + ", " + when;
            case WAIVED -> "waived by " + plain(state.actor()) + ", " + when + ": " + plain(state.sentence());
            case FAILED -> "FAILED" + (when.isEmpty() ? "" : ", " + when) + ": " + plain(state.sentence());
            case NOT_APPLICABLE ->
                "does not apply" + (state.sentence().isEmpty() ? "" : ": " + plain(state.sentence()));
        };
    }

    /** A text that is nothing but text: in one line, and no Markdown or HTML. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.strip().replaceAll("\\s+", " ").codePoints().forEach(point -> {
            if ("\\`*_[]<>|&#~".indexOf(point) >= 0) {
                plain.append('\\');
            }
            plain.appendCodePoint(point);
        });
        return plain.toString();
    }

    private String write() {
        StringBuilder out = new StringBuilder();
        SourceText source = report.checklist().source();
        if (source.byteOrderMark()) {
            out.append('\uFEFF');
        }
        for (int i = 0; i < source.lines().size(); i++) {
            SourceText.Line line = source.lines().get(i);
            List<Edit> own = edits.getOrDefault(i + 1, List.of());
            out.append(own.isEmpty() ? line.original() : edited(line.text(), own))
                    .append(line.ending());
        }
        return out.toString();
    }

    private static String edited(String line, List<Edit> edits) {
        StringBuilder text = new StringBuilder(line);
        // From the right, so that what stands to the left keeps its place.
        edits.stream().sorted(Comparator.comparingInt(Edit::column).reversed()).forEach(edit -> {
            int end = line.stripTrailing().length();
            int from = Math.min(edit.column(), edit.column() == Integer.MAX_VALUE ? end : line.length());
            text.replace(from, Math.min(line.length(), from + edit.length()), edit.text());
        });
        return text.toString();
    }
}
