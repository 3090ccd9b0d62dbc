package io.jenkins.plugins.rolloutgate.checklist;

import java.util.List;
import java.util.Optional;

/**
 * One line of a checklist that has a status.
 *
 * @param id stable over edits of the document, see {@link ItemIds}
 * @param section index in {@link Checklist#sections()}, or {@link Section#NONE}
 * @param text as written, without markup, box and mark
 * @param line from 1
 * @param lastLine of its own text, from 1
 * @param mark what the document itself says of it, which proves nothing; empty for an open box
 * @param parent id of the item that it is nested under; empty for none
 * @param choice id that all alternatives have in common, of which one is enough; empty for none
 * @param optional whether it does not block
 * @param condition on which it applies; its section's unless it has its own
 * @param role who is asked; empty for anybody who may sign
 * @param details lines nested under it that have no box
 * @param commands code nested under it: shown, never run
 * @param box where its box stands; empty for what has none
 * @param comments HTML comments on it, such as {@code gate: smoke}
 */
public record Item(
        String id,
        int section,
        String text,
        int line,
        int lastLine,
        Kind kind,
        Optional<Mark> mark,
        String parent,
        String choice,
        boolean optional,
        Optional<Condition> condition,
        String role,
        Timing timing,
        List<Blank> blanks,
        List<Threshold> thresholds,
        List<Detail> details,
        List<Command> commands,
        Optional<Box> box,
        List<Detail> comments) {

    public Item {
        blanks = List.copyOf(blanks);
        thresholds = List.copyOf(thresholds);
        details = List.copyOf(details);
        commands = List.copyOf(commands);
        comments = List.copyOf(comments);
    }

    /** What an item asks for. */
    public enum Kind {
        CHECKBOX,
        /** A box with other boxes nested under it. */
        GROUP,
        /** Blanks to fill in, without a box. */
        FIELD,
        /** The approval of a role. */
        SIGN_OFF,
        /** A mark in front of a text, without a box. */
        CLAIM,
        /** A mark beside a threshold: what is to be reached. */
        TARGET
    }

    /** What a document says of an item. */
    public enum Mark {
        DONE,
        PENDING,
        FAILED
    }

    /** A line of text that belongs to an item. */
    public record Detail(int line, String text) {}

    /** Code that belongs to an item. */
    public record Command(int line, String language, String text) {}

    /**
     * What stands for the box in its line.
     *
     * @param column from 0, in the repaired line
     * @param length of what a tick replaces: all that is between brackets, or the one sign
     */
    public record Box(int line, int column, int length) {}

    public boolean isClaim() {
        return kind == Kind.CLAIM || kind == Kind.TARGET;
    }

    Item withIds(String own, String parentId, String choiceId) {
        return new Item(
                own,
                section,
                text,
                line,
                lastLine,
                kind,
                mark,
                parentId,
                choiceId,
                optional,
                condition,
                role,
                timing,
                blanks,
                thresholds,
                details,
                commands,
                box,
                comments);
    }
}
