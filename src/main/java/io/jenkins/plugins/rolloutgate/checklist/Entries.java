package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.checklist.InlineText.Row;
import io.jenkins.plugins.rolloutgate.checklist.Item.Box;
import io.jenkins.plugins.rolloutgate.checklist.Item.Detail;
import io.jenkins.plugins.rolloutgate.checklist.Item.Kind;
import io.jenkins.plugins.rolloutgate.checklist.Marks.Found;
import io.jenkins.plugins.rolloutgate.checklist.Marks.Marked;
import io.jenkins.plugins.rolloutgate.slo.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells what a line is: a box, a field, a sign-off, a claim, a trigger, a contact, or text. */
final class Entries {
    private static final Pattern OR = Pattern.compile("(?i)[-–—\\s]*or[-–—\\s:]*");

    private static final Pattern CONTACT = Pattern.compile("([^:]{1,60}):\\s*(.*)");
    private static final Pattern ENDS_IN_OR = Pattern.compile("(?<=\\S)[\\s,;]+(?:OR|or)\\s*[:,]?$");
    private static final Pattern BEGINS_WITH_OR = Pattern.compile("OR[\\s:,].*");
    private static final Pattern TRIGGER = Pattern.compile(
            "(?=[tairTAIR])(?:trigger\\s+|automatic(?:ally)?\\s+|immediate(?:ly)?\\s+)?(?:roll\\s?-?back|abort)\\s+(?:immediately\\s+)?(?:if|when)\\s+.*[<>≤≥\\d].*",
            Pattern.CASE_INSENSITIVE);

    private final SourceText source;
    private final Findings findings;
    private Draft last;
    private boolean or;

    Entries(SourceText source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    /** The item of a list item, of which these are the first lines; null if it is text. */
    Draft listItem(List<Row> rows, Scope scope, Draft parent) {
        int own = 1;
        while (own < rows.size() && !beginsEntry(rows.get(own).text(), true)) {
            own++;
        }
        Draft head = entry(rows.subList(0, own), scope, parent, true);
        if (head == null && parent != null) {
            rows.subList(0, own).forEach(row -> detail(parent, row));
        } else if (head == null) {
            keepText(rows.subList(0, own), scope);
        }
        if (own < rows.size()) {
            listItem(rows.subList(own, rows.size()), scope, parent);
        }
        return head;
    }

    /** Lines of a paragraph, each of which may be an entry of its own. */
    void lines(List<Row> rows, Scope scope) {
        for (int i = 0; i < rows.size(); ) {
            int own = i + 1;
            if (beginsEntry(rows.get(i).text(), false) && !isField(rows.get(i))) {
                while (own < rows.size() && !beginsEntry(rows.get(own).text(), false) && !isField(rows.get(own))) {
                    own++;
                }
            }
            List<Row> mine = rows.subList(i, own);
            if (entry(mine, scope, null, false) == null) {
                keepText(mine, scope);
            }
            i = own;
        }
    }

    private boolean isField(Row row) {
        return !Blanks.of(source.line(row.number()), row.number()).isEmpty();
    }

    private static boolean beginsEntry(String text, boolean list) {
        return Marks.boxAtStart(text, list).isPresent()
                || (Marks.mark(text).isPresent() && !Character.isLetterOrDigit(text.codePointAt(0)));
    }

    private void keepText(List<Row> rows, Scope scope) {
        Row first = rows.get(0);
        if (OR.matcher(first.text()).matches() && last != null) {
            or = true;
        }
        rows.forEach(row -> row.comments().forEach(comment -> findings.looseComment(row.number(), comment)));
        findings.keep(Part.Kind.TEXT, first.number(), rows.get(rows.size() - 1).number(), scope);
    }

    /** What these lines are together; null for text. */
    Draft entry(List<Row> rows, Scope scope, Draft parent, boolean list) {
        String text =
                rows.stream().map(Row::text).collect(Collectors.joining(" ")).strip();
        int line = rows.get(0).number();
        int lastLine = rows.get(rows.size() - 1).number();
        Optional<Found> box = Marks.boxAtStart(text, list).or(() -> Marks.boxAtEnd(text));
        String bare = box.map(Found::rest).orElse(text).strip();
        if (bare.isEmpty() && box.isEmpty()) {
            return null;
        }
        if (isTrigger(bare, scope, parent, list || box.isPresent())) {
            trigger(scope, bare, line, lastLine, box.isPresent());
            return null;
        }
        if (scope.kind() == Section.Kind.CONTACTS && box.isEmpty() && contact(bare, line, lastLine, scope)) {
            return null;
        }
        Optional<Box> place = box.flatMap(found -> {
            int number = found.atEnd() ? lastLine : line;
            return Marks.place(source.line(number), number, found.atEnd());
        });
        List<Blank> blanks = blanks(line, lastLine, place);
        Optional<Marked> mark = blanks.stream().anyMatch(blank -> blank.kind() == Blank.Kind.CHOICE)
                ? Optional.empty()
                : Marks.mark(bare);
        if (box.isEmpty()
                && mark.isEmpty()
                && (blanks.isEmpty() || blanks.get(0).label().isEmpty())) {
            return null;
        }
        Draft draft = draft(bare, line, lastLine, box, mark, blanks, scope);
        draft.box = place;
        rows.forEach(row -> row.comments().forEach(comment -> draft.comments.add(new Detail(row.number(), comment))));
        add(draft, scope, parent);
        return draft;
    }

    private boolean isTrigger(String text, Scope scope, Draft parent, boolean listed) {
        if (parent != null) {
            return false;
        }
        boolean limit = scope.kind() == Section.Kind.TRIGGERS
                && (listed || !Thresholds.of(text).isEmpty());
        return (limit && Blanks.of(text, 1).isEmpty())
                || (listed && TRIGGER.matcher(text).matches());
    }

    void trigger(Scope scope, String text, int line, int lastLine, boolean box) {
        Severity grade = Titles.grade(text, scope.grade());
        findings.trigger(new Trigger(findings.section(scope), text, line, grade, Thresholds.of(text), box));
        findings.keep(Part.Kind.TRIGGER, line, lastLine, scope);
    }

    private boolean contact(String text, int line, int lastLine, Scope scope) {
        Matcher contact = CONTACT.matcher(text);
        if (!contact.matches()) {
            return false;
        }
        findings.contact(new Contact(
                findings.section(scope),
                contact.group(1).strip(),
                contact.group(2).strip(),
                line));
        findings.keep(Part.Kind.CONTACT, line, lastLine, scope);
        return true;
    }

    /** The item's own box is no blank of it. */
    private List<Blank> blanks(int line, int lastLine, Optional<Box> box) {
        List<Blank> blanks = new ArrayList<>();
        for (int number = line; number <= lastLine; number++) {
            StringBuilder raw = new StringBuilder(source.line(number));
            int here = number;
            box.filter(own -> own.line() == here)
                    .ifPresent(own -> raw.replace(own.column(), own.column() + own.length(), "x".repeat(own.length())));
            blanks.addAll(Blanks.of(raw.toString(), number));
        }
        return blanks;
    }

    private Draft draft(
            String bare,
            int line,
            int lastLine,
            Optional<Found> box,
            Optional<Marked> mark,
            List<Blank> blanks,
            Scope scope) {
        String text = mark.map(Marked::rest).orElse(bare);
        List<Threshold> thresholds = Thresholds.of(text);
        boolean limited = !thresholds.isEmpty();
        boolean asks = SignOffs.asks(text, !blanks.isEmpty(), scope.kind());
        Kind kind = asks && (box.isPresent() || !blanks.isEmpty())
                ? Kind.SIGN_OFF
                : box.isPresent() ? Kind.CHECKBOX : !blanks.isEmpty() ? Kind.FIELD : limited ? Kind.TARGET : Kind.CLAIM;
        Draft draft = new Draft(findings.section(scope), line, lastLine, text, kind, thresholds);
        draft.blanks = blanks;
        // Beside a limit a mark says what is wanted, and not that it is so.
        boolean ticked = box.filter(Found::ticked).isPresent();
        draft.mark =
                ticked ? Optional.of(Item.Mark.DONE) : mark.map(Marked::mark).filter(found -> !limited);
        draft.role = asks ? SignOffs.role(text, !blanks.isEmpty(), scope.kind()) : SignOffs.owner(text);
        if (draft.role.isEmpty()) {
            draft.role = scope.role();
        }
        draft.optional = scope.optional() || Conditions.isOptional(text);
        draft.condition = Conditions.ofItem(text).or(scope::condition);
        return draft;
    }

    void add(Draft draft, Scope scope, Draft parent) {
        draft.parent = parent;
        if (parent != null && draft.box.isPresent()) {
            parent.hasBoxes = true;
        }
        boolean joined = last != null
                && last.section == draft.section
                && last.parent == draft.parent
                && (or
                        || ENDS_IN_OR.matcher(last.text).find()
                        || BEGINS_WITH_OR.matcher(draft.text).matches());
        if (joined) {
            last.choice = last.choice == null ? last : last.choice;
            draft.choice = last.choice;
        }
        or = false;
        last = draft;
        findings.draft(draft);
        findings.keep(Part.Kind.ENTRY, draft.line, draft.lastLine, scope);
    }

    /** A line that has no box and belongs to an item. */
    void detail(Draft item, Row row) {
        row.comments().forEach(comment -> item.comments.add(new Detail(row.number(), comment)));
        if (!row.text().isEmpty()) {
            item.details.add(new Detail(row.number(), row.text()));
        }
        findings.keep(Part.Kind.ENTRY, row.number(), row.number(), Scope.TOP);
    }

    /** Whether a comment stands right below the last item, and so is about it. */
    boolean followsLast(int line, String comment) {
        boolean follows = last != null && last.lastLine == line - 1;
        if (follows) {
            last.comments.add(new Detail(line, comment));
        }
        return follows;
    }
}
