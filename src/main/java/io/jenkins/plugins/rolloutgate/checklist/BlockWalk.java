package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.checklist.Item.Detail;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;

/** Goes through the blocks of a document in order, keeps under which title it is, and has every line taken note of. */
final class BlockWalk {
    /** A longer line in bold or with a colon at its end is a sentence, and no title. */
    private static final int MOST_TITLE = 120;

    private final Findings findings;
    private final Entries entries;
    private final CodeLines code;
    private final TableRows tables;
    private final SourceText source;
    private final boolean titled;
    private Scope scope = Scope.TOP;
    private boolean begun;

    /**
     * @param titled whether the first heading is the title of the document rather than of a section
     */
    BlockWalk(SourceText source, Findings findings, boolean titled) {
        this.source = source;
        this.findings = findings;
        this.titled = titled;
        entries = new Entries(source, findings);
        code = new CodeLines(entries, findings);
        tables = new TableRows(source, entries, findings);
    }

    /** Recursion is as deep as blocks are nested, which the parser limits. */
    void blocks(Node parent, Draft item) {
        Scope before = null;
        for (Node block = parent.getFirstChild(); block != null; block = block.getNext()) {
            Scope now = scope;
            block(block, item);
            // A line that ends in a colon announces what comes next, and nothing after it.
            if (scope.isAnnounced() && scope != now) {
                before = now;
            } else if (before != null) {
                scope = before;
                before = null;
            }
        }
    }

    private void block(Node block, Draft item) {
        if (block instanceof Heading heading) {
            heading(heading);
        } else if (block instanceof Paragraph paragraph) {
            paragraph(paragraph, item);
        } else if (block instanceof ListBlock list) {
            list(list, item);
        } else if (block instanceof FencedCodeBlock fence) {
            fence(fence, item);
        } else if (block instanceof IndentedCodeBlock indented) {
            code.read(InlineText.firstLine(indented), indented.getLiteral(), "", scope, item);
            keep(Part.Kind.CODE, indented, item);
        } else if (block instanceof TableBlock table) {
            tables.read(table, scope);
        } else if (block instanceof HtmlBlock html) {
            html(html, item);
        } else if (block instanceof BlockQuote) {
            Scope around = scope;
            blocks(block, item);
            scope = around;
        }
    }

    private void heading(Heading heading) {
        String title = InlineText.of(heading);
        int line = InlineText.firstLine(heading);
        if (titled && !begun) {
            findings.title(Marks.undecorated(title));
        } else {
            if (Marks.boxes(title) > 0) {
                findings.note(line, "the box in a heading is taken for decoration");
            }
            scope = new Scope(scope.outside(heading.getLevel()), heading.getLevel(), title, line);
            findings.section(scope);
        }
        begun = true;
        findings.keep(Part.Kind.HEADING, line, InlineText.lastLine(heading), scope);
        attachComments(InlineText.rows(heading));
    }

    private void attachComments(List<InlineText.Row> rows) {
        rows.forEach(row -> row.comments().forEach(comment -> findings.looseComment(row.number(), comment)));
    }

    private void paragraph(Paragraph paragraph, Draft item) {
        List<InlineText.Row> rows = InlineText.rows(paragraph);
        InlineText.Row last = rows.get(rows.size() - 1);
        if (item != null) {
            rows.forEach(row -> entries.detail(item, row));
            return;
        }
        boolean announces = announces(paragraph.getNext()) && last.text().length() <= MOST_TITLE;
        boolean bold = rows.size() == 1 && announces && InlineText.isBold(paragraph);
        boolean colon = !bold
                && announces
                && last.text().endsWith(":")
                && Blanks.of(last.text(), 1).isEmpty();
        entries.lines(colon || bold ? rows.subList(0, rows.size() - 1) : rows, scope);
        if (bold || colon) {
            scope = bold ? scope.bold(last) : new Scope(scope, Scope.COLON, last.text(), last.number());
            findings.keepTitle(last.number(), scope);
        }
    }

    private static boolean announces(Node next) {
        return next instanceof ListBlock || next instanceof FencedCodeBlock || next instanceof TableBlock;
    }

    private void list(ListBlock list, Draft item) {
        for (Node child = list.getFirstChild(); child != null; child = child.getNext()) {
            if (child instanceof ListItem listItem) {
                listItem(listItem, item);
            }
        }
    }

    private void listItem(ListItem listItem, Draft item) {
        Scope around = scope;
        Node first = listItem.getFirstChild();
        if (first instanceof Paragraph paragraph) {
            List<InlineText.Row> all = InlineText.rows(paragraph);
            int own = ownLines(all);
            List<InlineText.Row> rows = all.subList(0, own);
            Draft head = entries.listItem(rows, scope, item);
            if (head == null && item == null && findings.isText(rows.get(0).number()) && rows.size() == 1) {
                // Where boxes are nested under it, it is their title.
                scope = new Scope(
                        scope, Scope.LIST, rows.get(0).text(), rows.get(0).number());
                findings.keepTitle(rows.get(0).number(), scope);
            }
            first.unlink();
            blocks(listItem, head == null ? item : head);
            scope = around;
            if (own < all.size()) {
                entries.lines(all.subList(own, all.size()), scope);
            }
        } else {
            blocks(listItem, item);
            scope = around;
        }
    }

    /**
     * How many lines of its paragraph belong to an item. CommonMark lets a line that is not indented go on with the item above
     * it; with a blank in it, people mean a line of its own.
     */
    private int ownLines(List<InlineText.Row> rows) {
        for (int i = 1; i < rows.size(); i++) {
            String line = source.line(rows.get(i).number());
            boolean indented = line.isEmpty() || Character.isWhitespace(line.charAt(0));
            if (!indented
                    && !Blanks.of(rows.get(i).text(), rows.get(i).number()).isEmpty()) {
                return i;
            }
        }
        return rows.size();
    }

    private void fence(FencedCodeBlock fence, Draft item) {
        int first = InlineText.firstLine(fence);
        code.read(first + 1, fence.getLiteral(), fence.getInfo() == null ? "" : fence.getInfo(), scope, item);
        keep(Part.Kind.CODE, fence, item);
    }

    private void html(HtmlBlock html, Draft item) {
        String literal = Blanks.unmask(html.getLiteral());
        int line = InlineText.firstLine(html);
        if (literal.startsWith("<!--") && literal.strip().endsWith("-->")) {
            String comment = InlineText.comment(literal);
            if (item != null) {
                item.comments.add(new Detail(line, comment));
            } else if (!entries.followsLast(line, comment)) {
                findings.looseComment(line, comment);
            }
        }
        keep(Part.Kind.TEXT, html, item);
    }

    private void keep(Part.Kind kind, Block block, Draft item) {
        int last = InlineText.lastLine(block);
        findings.keep(item == null ? kind : Part.Kind.ENTRY, InlineText.firstLine(block), last, scope);
    }
}
