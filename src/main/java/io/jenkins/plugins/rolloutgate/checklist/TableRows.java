package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.checklist.Item.Box;
import io.jenkins.plugins.rolloutgate.checklist.Marks.Marked;
import io.jenkins.plugins.rolloutgate.checklist.Table.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Node;

/** Reads tables: most are text, but rows may have a box, a blank, a mark or a target, or ask for a signature. */
final class TableRows {
    private static final Pattern REACH = Pattern.compile("phone|e-?mail|contact|slack|pager|on-?call|reach|mobile");
    private static final Pattern SIGNED = Pattern.compile("sign|approv");
    private static final Pattern LIMIT = Pattern.compile("target|threshold|limit|slo\\b|goal|expected");
    private static final Pattern OWNER = Pattern.compile("owner|role|responsible|assignee|who");

    private final SourceText source;
    private final Entries entries;
    private final Findings findings;

    TableRows(SourceText source, Entries entries, Findings findings) {
        this.source = source;
        this.entries = entries;
        this.findings = findings;
    }

    /** A row, and where in its line each cell is. */
    private record Row(int line, String sourceLine, List<String> cells, List<int[]> places) {}

    void read(TableBlock table, Scope scope) {
        List<Row> rows = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                if (row instanceof TableRow tableRow) {
                    rows.add(row(tableRow));
                }
            }
        }
        List<String> header = rows.get(0).cells();
        Kind kind = kind(header, scope);
        List<Row> body = rows.subList(1, rows.size());
        findings.table(new Table(
                findings.section(scope),
                rows.get(0).line(),
                kind,
                header,
                body.stream().map(Row::cells).toList()));
        body.forEach(row -> entry(row, header, kind, scope));
        findings.keep(Part.Kind.TABLE, InlineText.firstLine(table), InlineText.lastLine(table), scope);
    }

    private Row row(TableRow row) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            cells.add(InlineText.of(cell));
        }
        int line = InlineText.firstLine(row);
        return new Row(line, source.line(line), cells, places(source.line(line)));
    }

    /** Where the cells of a line are: between bars that are not escaped. */
    private static List<int[]> places(String line) {
        List<int[]> places = new ArrayList<>();
        int from = line.indexOf('|') == line.length() - line.stripLeading().length() ? line.indexOf('|') + 1 : 0;
        for (int i = from; i <= line.length(); i++) {
            if (i == line.length() || (line.charAt(i) == '|' && (i == 0 || line.charAt(i - 1) != '\\'))) {
                places.add(new int[] {from, i});
                from = i + 1;
            }
        }
        return places;
    }

    private static Kind kind(List<String> header, Scope scope) {
        List<String> titles =
                header.stream().map(title -> title.toLowerCase(Locale.ROOT)).toList();
        if (titles.stream().anyMatch(title -> SIGNED.matcher(title).find())) {
            return Kind.SIGN_OFFS;
        }
        if (scope.kind() == Section.Kind.CONTACTS
                || titles.stream().anyMatch(title -> REACH.matcher(title).find())) {
            return Kind.CONTACTS;
        }
        if (titles.stream().anyMatch(title -> title.equals("version") || title.equals("revision"))
                && titles.stream().anyMatch(title -> title.matches("date|author|changes?|description|by"))) {
            return Kind.HISTORY;
        }
        if (titles.stream().anyMatch(title -> LIMIT.matcher(title).find())) {
            return Kind.TARGETS;
        }
        return titles.get(0).contains("role") ? Kind.ROLES : Kind.OTHER;
    }

    private void entry(Row row, List<String> header, Kind kind, Scope scope) {
        String text = text(row);
        if (text.isEmpty() && kind != Kind.OTHER) {
            return;
        }
        if (scope.kind() == Section.Kind.TRIGGERS) {
            entries.trigger(scope, text.replaceFirst(" · ", ": "), row.line(), row.line(), false);
        } else if (kind == Kind.CONTACTS) {
            contact(row, scope);
        } else if (kind == Kind.SIGN_OFFS) {
            signOff(row, header, scope);
        } else if (kind != Kind.HISTORY && kind != Kind.ROLES) {
            other(row, header, kind, scope, text);
        }
    }

    /** All cells that say something, in one line. */
    private static String text(Row row) {
        return row.cells().stream()
                .filter(cell -> !cell.isBlank() && !Marks.isBox(cell) && !cell.matches("_+"))
                .collect(Collectors.joining(" · "));
    }

    private void contact(Row row, Scope scope) {
        String reach =
                row.cells().stream().skip(1).filter(cell -> !cell.isBlank()).collect(Collectors.joining(" · "));
        findings.contact(new Contact(findings.section(scope), row.cells().get(0), reach, row.line()));
    }

    private void signOff(Row row, List<String> header, Scope scope) {
        List<Blank> blanks = IntStream.range(1, row.cells().size())
                .filter(cell -> row.cells().get(cell).matches("_*"))
                .mapToObj(cell -> blank(row, header, cell))
                .toList();
        String role = row.cells().get(0);
        Optional<Box> box = box(row);
        if (blanks.isEmpty() && box.isEmpty()) {
            return;
        }
        Draft draft =
                new Draft(findings.section(scope), row.line(), row.line(), text(row), Item.Kind.SIGN_OFF, List.of());
        draft.role = role;
        draft.blanks = blanks;
        draft.box = box;
        draft.condition = scope.condition();
        draft.optional = scope.optional();
        entries.add(draft, scope, null);
    }

    private static Blank blank(Row row, List<String> header, int cell) {
        int[] place = cell < row.places().size() ? row.places().get(cell) : new int[] {0, 0};
        String title = header.get(cell);
        Blank.Kind kind = title.toLowerCase(Locale.ROOT).contains("date")
                ? Blank.Kind.DATE
                : title.toLowerCase(Locale.ROOT).contains("time") ? Blank.Kind.TIME : Blank.Kind.TEXT;
        return new Blank(kind, title, "", List.of(), row.line(), place[0], place[1] - place[0]);
    }

    private static Optional<Box> box(Row row) {
        return row.cells().stream().anyMatch(Marks::isBox)
                ? Marks.place(row.sourceLine(), row.line(), false)
                : Optional.empty();
    }

    private void other(Row row, List<String> header, Kind kind, Scope scope, String text) {
        Optional<Box> box = box(row);
        List<Blank> blanks = IntStream.range(0, row.cells().size())
                .filter(cell -> row.cells().get(cell).matches("_{2,}"))
                .mapToObj(cell -> blank(row, header, cell))
                .toList();
        String limit = text.replaceFirst(" · ", ": ");
        List<Threshold> limits = kind == Kind.TARGETS ? Thresholds.of(limit) : List.of();
        Optional<Marked> mark = Marks.mark(text);
        if (box.isEmpty() && blanks.isEmpty() && limits.isEmpty() && mark.isEmpty()) {
            return;
        }
        String bare = limits.isEmpty() ? text : limit;
        Item.Kind is = box.isPresent()
                ? Item.Kind.CHECKBOX
                : !blanks.isEmpty() ? Item.Kind.FIELD : limits.isEmpty() ? Item.Kind.CLAIM : Item.Kind.TARGET;
        String shown = Marks.mark(bare).map(Marked::rest).orElse(bare).replaceAll("( · )+$|^( · )+", "");
        Draft draft = new Draft(findings.section(scope), row.line(), row.line(), shown, is, Thresholds.of(shown));
        draft.box = box;
        draft.blanks = blanks;
        draft.mark = is == Item.Kind.TARGET ? Optional.empty() : mark.map(Marked::mark);
        if (box.isPresent() && row.cells().stream().anyMatch(cell -> Marks.isTicked(cell))) {
            draft.mark = Optional.of(Item.Mark.DONE);
        }
        draft.role = owner(row, header);
        draft.condition = scope.condition();
        draft.optional = scope.optional() || Conditions.isOptional(text);
        entries.add(draft, scope, null);
    }

    private static String owner(Row row, List<String> header) {
        for (int cell = 1; cell < Math.min(header.size(), row.cells().size()); cell++) {
            Matcher owner = OWNER.matcher(header.get(cell).toLowerCase(Locale.ROOT));
            if (owner.find()) {
                return row.cells().get(cell);
            }
        }
        return "";
    }
}
