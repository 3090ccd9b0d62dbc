package io.jenkins.plugins.rolloutgate.checklist;

import java.util.List;

/**
 * A gap to fill in, such as {@code _____ ms}, or a choice such as {@code Yes / No}.
 *
 * @param label what stands before it, for people
 * @param unit what stands behind it, such as {@code ms}; empty for none
 * @param options of a choice; empty for the others
 * @param line from 1
 * @param column from 0, in the repaired line
 * @param length in characters
 */
public record Blank(Kind kind, String label, String unit, List<String> options, int line, int column, int length) {
    public Blank {
        options = List.copyOf(options);
    }

    /** What belongs into it. */
    public enum Kind {
        TEXT,
        NUMBER,
        DATE,
        TIME,
        CHOICE
    }
}
