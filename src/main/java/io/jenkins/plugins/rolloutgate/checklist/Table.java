package io.jenkins.plugins.rolloutgate.checklist;

import java.util.List;

/**
 * A table of the document, as text.
 *
 * @param line of its header, from 1
 * @param header its titles
 * @param rows cells by row; each row has as many as the header
 */
public record Table(int section, int line, Kind kind, List<String> header, List<List<String>> rows) {
    public Table {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** What a table is about, by its titles. */
    public enum Kind {
        CONTACTS,
        ROLES,
        HISTORY,
        SIGN_OFFS,
        TARGETS,
        OTHER
    }
}
