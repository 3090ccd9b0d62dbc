package io.jenkins.plugins.rolloutgate.checklist;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A part of a checklist under a heading, a line in bold, a line that ends in a colon, or a list item without a box.
 *
 * @param index in {@link Checklist#sections()}
 * @param parent index of the section around it; -1 for none
 * @param level of its heading, 1 to 6; more for what is no heading
 * @param title as written, without the marks and signs around it, which decorate
 * @param line from 1
 * @param role that a section of sign-offs asks, such as {@code QA Engineer}; empty for none
 * @param condition on which it applies; inherited from the section around it
 * @param optional whether nothing in it blocks
 * @param cadence by which it opens again; inherited
 */
public record Section(
        int index,
        int parent,
        int level,
        String title,
        int line,
        Kind kind,
        String role,
        Optional<Condition> condition,
        boolean optional,
        Timing timing,
        Optional<Cadence> cadence) {

    /** What a section is about. */
    public enum Kind {
        PLAIN,
        SIGN_OFFS,
        TRIGGERS,
        CONTACTS
    }

    /** How often a section of recurring work opens again. */
    public enum Cadence {
        DAILY,
        WEEKLY,
        MONTHLY,
        QUARTERLY
    }

    /** Index of what stands before the first section. */
    public static final int NONE = -1;

    static List<String> path(List<Section> sections, int section) {
        Deque<String> path = new ArrayDeque<>();
        for (int at = section; at != NONE; at = sections.get(at).parent()) {
            path.addFirst(sections.get(at).title());
        }
        return List.copyOf(path);
    }
}
