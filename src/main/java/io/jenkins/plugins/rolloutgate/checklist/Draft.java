package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.checklist.Item.Box;
import io.jenkins.plugins.rolloutgate.checklist.Item.Command;
import io.jenkins.plugins.rolloutgate.checklist.Item.Detail;
import io.jenkins.plugins.rolloutgate.checklist.Item.Kind;
import io.jenkins.plugins.rolloutgate.checklist.Item.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An item while it is read, before it has an id. */
final class Draft {
    final int section;
    final int line;
    final String text;
    final Kind kind;
    final List<Threshold> thresholds;
    int lastLine;
    Optional<Mark> mark = Optional.empty();
    Draft parent;
    /** The first of the alternatives that it belongs to. */
    Draft choice;

    boolean optional;
    Optional<Condition> condition = Optional.empty();
    String role = "";
    List<Blank> blanks = List.of();
    Optional<Box> box = Optional.empty();
    boolean hasBoxes;
    final List<Detail> details = new ArrayList<>();
    final List<Command> commands = new ArrayList<>();
    final List<Detail> comments = new ArrayList<>();

    Draft(int section, int line, int lastLine, String text, Kind kind, List<Threshold> thresholds) {
        this.section = section;
        this.line = line;
        this.lastLine = lastLine;
        this.text = text;
        this.kind = kind;
        this.thresholds = thresholds;
    }

    Item item() {
        return new Item(
                "",
                section,
                text,
                line,
                lastLine,
                kind == Kind.CHECKBOX && hasBoxes ? Kind.GROUP : kind,
                mark,
                "",
                "",
                optional,
                condition,
                role,
                Timings.ofItem(text),
                blanks,
                thresholds,
                details,
                commands,
                box,
                comments);
    }
}
