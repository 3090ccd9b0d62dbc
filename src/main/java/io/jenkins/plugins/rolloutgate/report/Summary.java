package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.record.Outcome;
import java.util.Locale;

/**
 * The release in one sentence, for the build page, and in a few words, for a badge.
 *
 * @param title what was released; leads to the report
 * @param word the outcome, or what it is doing
 * @param detail goes on with the sentence after {@code word}
 * @param note the quieter rest: who has the traffic, what was lost
 */
public record Summary(Tone tone, Status status, String title, String word, String detail, String note, String badge) {

    static Summary of(History history, Heading heading, Safety safety, Standing standing) {
        String took = Words.text(heading.elapsed());
        boolean over = history.end().isPresent();
        boolean promoted = history.endedAs(Outcome.PROMOTED) || history.endedAs(Outcome.PASSED);
        boolean asAsked = history.endedAs(Outcome.ROLLED_BACK) && history.isRollback();
        String word = over ? standing.status().word() : standing.title();
        String detail;
        if (promoted || asAsked) {
            detail = " in " + took + ".";
        } else if (over) {
            detail = (history.endedAs(Outcome.HELD) ? ": " : " after " + took + ": ") + sentence(standing.sentence());
        } else {
            detail = standing.sentence().isEmpty() ? "." : ": " + sentence(standing.sentence());
        }
        String lost = heading.movesTraffic() && (promoted || asAsked)
                ? " Requests lost: " + RequestCount.sentence(RequestCount.of(history)) + "."
                : "";
        String version = heading.toShort().isEmpty() ? heading.application() : heading.toShort();
        String state = over ? word.toLowerCase(Locale.ROOT) : standing.title().toLowerCase(Locale.ROOT);
        return new Summary(
                standing.tone(),
                standing.status(),
                heading.title(),
                word,
                detail,
                safety.sentence() + "." + lost,
                (version + " " + state).strip());
    }

    private static String sentence(String text) {
        String first = Words.small(text);
        return first.endsWith(".") ? first : first + ".";
    }

    /** The whole sentence, for logs and titles. */
    public String text() {
        return title + " " + word + detail + " " + note;
    }
}
