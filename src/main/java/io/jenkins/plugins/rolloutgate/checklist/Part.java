package io.jenkins.plugins.rolloutgate.checklist;

/**
 * What a run of lines is.
 *
 * @param from first line, from 1
 * @param to last line, from 1
 * @param section index of the section in which it stands, or {@link Section#NONE}
 */
public record Part(Kind kind, int from, int to, int section) {

    /** Everything but headings, entries and triggers is text that stays in its place. */
    public enum Kind {
        HEADING,
        ENTRY,
        TRIGGER,
        CONTACT,
        TABLE,
        CODE,
        TEXT;

        /** Whether it has no status and stays as it is written. */
        public boolean isText() {
            return this == TABLE || this == CODE || this == TEXT;
        }
    }
}
