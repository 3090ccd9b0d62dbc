package io.jenkins.plugins.rolloutgate.checklist;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/** The words of a paragraph, a title or a cell, line by line as in the source and without markup. */
final class InlineText {
    private static final String COMMENT = "<!--";

    private final List<Row> rows = new ArrayList<>();
    private StringBuilder text = new StringBuilder();
    private List<String> comments = new ArrayList<>();
    private int line;

    private InlineText(int line) {
        this.line = line;
    }

    /**
     * One line.
     *
     * @param number from 1
     * @param comments without their marks
     */
    record Row(int number, String text, List<String> comments) {}

    /** All lines of a block that has text in it. */
    static List<Row> rows(Block block) {
        InlineText reader = new InlineText(firstLine(block));
        reader.read(block);
        reader.endRow();
        return reader.rows;
    }

    /** All of it in one line, from any node. */
    static String of(Node node) {
        InlineText reader = new InlineText(1);
        reader.read(node);
        reader.endRow();
        return String.join(" ", reader.rows.stream().map(Row::text).toList()).strip();
    }

    /** Whether all of it is in bold, apart from a colon or a remark in parentheses. */
    static boolean isBold(Block block) {
        Node first = block.getFirstChild();
        if (!(first instanceof StrongEmphasis)) {
            return false;
        }
        Node rest = first.getNext();
        return rest == null
                || (rest.getNext() == null
                        && rest instanceof Text more
                        && more.getLiteral().matches("\\s*:?\\s*(?:\\([^)]*\\))?\\s*:?\\s*"));
    }

    /** First line of a block, from 1. */
    static int firstLine(Node node) {
        return node.getSourceSpans().isEmpty()
                ? 1
                : node.getSourceSpans().get(0).getLineIndex() + 1;
    }

    static int lastLine(Node node) {
        int spans = node.getSourceSpans().size();
        return spans == 0 ? 1 : node.getSourceSpans().get(spans - 1).getLineIndex() + 1;
    }

    /** Without recursion: how deep inlines are nested is up to whoever wrote them. */
    private void read(Node root) {
        Node node = root.getFirstChild();
        while (node != null) {
            enter(node);
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
            } else {
                node = after(node, root);
            }
        }
    }

    /** The next node in the order of the source, once this one and all in it are done; null at the end. */
    private Node after(Node done, Node root) {
        Node node = done;
        leave(node);
        while (node.getNext() == null) {
            node = node.getParent();
            if (node == null || node == root) {
                return null;
            }
            leave(node);
        }
        return node.getNext();
    }

    private void enter(Node node) {
        if (!node.getSourceSpans().isEmpty()) {
            follow(firstLine(node));
        }
        if (node instanceof Text words) {
            text.append(words.getLiteral());
        } else if (node instanceof Code code) {
            text.append(code.getLiteral());
        } else if (node instanceof HtmlInline html) {
            html(html.getLiteral());
        } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
            endRow();
        }
    }

    /** Code and comments may go over several lines without a break between them. */
    private void follow(int number) {
        if (rows.isEmpty() && text.length() == 0) {
            line = number;
        }
        while (line < number) {
            endRow();
        }
    }

    private void html(String literal) {
        if (literal.startsWith(COMMENT)) {
            comments.add(comment(literal));
        } else if (literal.matches("(?i)<br\\s*/?>")) {
            text.append(' ');
        } else {
            text.append(literal);
        }
    }

    static String comment(String literal) {
        return literal.strip()
                .replaceFirst("^<!--", "")
                .replaceFirst("-->$", "")
                .strip();
    }

    private void leave(Node node) {
        String target = node instanceof Link link
                ? link.getDestination()
                : node instanceof Image image ? image.getDestination() : "";
        if (!target.isEmpty() && !text.toString().endsWith(target.replaceFirst("^mailto:", ""))) {
            text.append(" (").append(target).append(')');
        }
    }

    private void endRow() {
        rows.add(new Row(line, Blanks.unmask(text.toString()).strip(), List.copyOf(comments)));
        text = new StringBuilder();
        comments = new ArrayList<>();
        line++;
    }
}
