package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.checklist.Section.Cadence;
import io.jenkins.plugins.rolloutgate.checklist.Section.Kind;
import io.jenkins.plugins.rolloutgate.slo.Severity;
import java.util.List;
import java.util.Optional;

/** Under which title something stands; becomes a {@link Section} once there is something in it, headings at once. */
final class Scope {
    /** Levels of what is no heading. */
    static final int BOLD = 7;

    static final int COLON = 8;
    static final int LIST = 9;

    static final Scope TOP = new Scope();

    private final Scope around;
    private final int level;
    private final String title;
    private final int line;
    private final Kind kind;
    private final Severity grade;
    private final Optional<Condition> condition;
    private final boolean optional;
    private final Optional<Cadence> cadence;
    private int index = Section.NONE;

    private Scope() {
        around = null;
        level = 0;
        title = "";
        line = 0;
        kind = Kind.PLAIN;
        grade = Severity.ROLLBACK;
        condition = Optional.empty();
        optional = false;
        cadence = Optional.empty();
    }

    Scope(Scope around, int level, String written, int line) {
        this.around = around;
        this.level = level;
        this.line = line;
        title = Marks.undecorated(written).replaceFirst("\\s*:$", "");
        kind = Titles.kind(title, around.kind);
        grade = Titles.grade(title, around.grade);
        condition =
                kind == Kind.TRIGGERS ? Optional.empty() : Conditions.ofTitle(title, around.condition, around.title);
        optional = around.optional || Conditions.isOptional(title);
        cadence = Titles.cadence(title).or(() -> around.cadence);
    }

    /** The scope that a title of this level is put into. */
    Scope outside(int other) {
        Scope scope = this;
        while (scope.level >= other) {
            scope = scope.around;
        }
        return scope;
    }

    /** Under a line in bold, which ends what the one before it began. */
    Scope bold(InlineText.Row row) {
        return new Scope(level >= LIST ? this : outside(BOLD), BOLD, row.text(), row.number());
    }

    /** Whether it is there for the next block only. */
    boolean isAnnounced() {
        return level == COLON;
    }

    Kind kind() {
        return kind;
    }

    Severity grade() {
        return grade;
    }

    boolean optional() {
        return optional;
    }

    Optional<Condition> condition() {
        return condition;
    }

    /** The role that its lines are of; the nearest title's below the one that announces sign-offs. */
    String role() {
        return around == null ? "" : Titles.role(title, around.kind);
    }

    boolean isSection() {
        return index != Section.NONE;
    }

    /** Index of the nearest section that is there already. */
    int existing() {
        return around == null || index != Section.NONE ? index : around.existing();
    }

    /** Index of its section, which is there from now on. */
    int section(List<Section> sections) {
        if (around == null || index != Section.NONE) {
            return index;
        }
        int parent = around.section(sections);
        index = sections.size();
        sections.add(new Section(
                index, parent, level, title, line, kind, role(), condition, optional, Timings.ofTitle(title), cadence));
        return index;
    }
}
