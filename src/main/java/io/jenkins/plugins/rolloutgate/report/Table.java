package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.report.html.Attribute;
import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.Tag;
import java.util.ArrayList;
import java.util.List;

/** A table whose rows become cards with labels where the page is narrow. */
public final class Table {
    private record Column(String title, String css, boolean header) {}

    private final String caption;
    private final String note;
    private final List<Column> columns = new ArrayList<>();
    private final Element body = Element.of(Tag.TBODY);

    public Table(String caption, String note) {
        this.caption = caption;
        this.note = note;
    }

    public Table column(String title) {
        return column(title, "");
    }

    public Table column(String title, String css) {
        columns.add(new Column(title, css, false));
        return this;
    }

    /** The column that names its row. */
    public Table head(String title) {
        return head(title, "");
    }

    public Table head(String title, String css) {
        columns.add(new Column(title, css, true));
        return this;
    }

    /** Adds a row; a cell without content disappears where the page is narrow. */
    public void row(String css, Element... cells) {
        Element row = css.isEmpty() ? Element.of(Tag.TR) : Element.of(Tag.TR, css);
        for (int i = 0; i < cells.length; i++) {
            Column column = columns.get(i);
            Element cell = Element.of(column.header() ? Tag.TH : Tag.TD);
            if (column.header()) {
                cell.set(Attribute.SCOPE, "row");
            } else {
                cell.set(Attribute.DATA_L, column.title());
            }
            if (!column.css().isEmpty()) {
                cell.set(Attribute.CLASS, column.css());
            }
            row.add(cells[i].isEmpty() ? cell : cell.add(cells[i]));
        }
        body.add(row);
    }

    public Element element() {
        Element heads = Element.of(Tag.TR);
        for (Column column : columns) {
            Element head = Element.of(Tag.TH).set(Attribute.SCOPE, "col").text(column.title());
            heads.add(column.css().isEmpty() ? head : head.set(Attribute.CLASS, column.css()));
        }
        Element title = Element.of(Tag.CAPTION).text(caption + " ");
        if (!note.isEmpty()) {
            title.add(Element.of(Tag.SPAN).text(note));
        }
        return Element.of(Tag.DIV, "rg-wrap")
                .set(Attribute.TABINDEX, "0")
                .set(Attribute.ROLE, "group")
                .set(Attribute.ARIA_LABEL, caption)
                .add(Element.of(Tag.TABLE, "rg-table")
                        .add(title, Element.of(Tag.THEAD).add(heads), body));
    }
}
