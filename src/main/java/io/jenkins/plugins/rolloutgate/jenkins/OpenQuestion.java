package io.jenkins.plugins.rolloutgate.jenkins;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The question of a release that waits for a person, for its page. */
public class OpenQuestion {
    private static final int LONGEST_COMMENT = 1000;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final io.jenkins.plugins.rolloutgate.report.OpenQuestion question;

    OpenQuestion(io.jenkins.plugins.rolloutgate.report.OpenQuestion question) {
        this.question = question;
    }

    public String getId() {
        return question.id();
    }

    /** Without its evidence, which the report shows. */
    public String getText() {
        return question.text();
    }

    /** Of whom it is asked, in words. */
    public String getWho() {
        return from().isEmpty() ? "whoever may build this job" : question.who();
    }

    /** Until when, by the clock of now; time in which the release was not observed is added. */
    public String getUntil() {
        return CLOCK.format(question.until()) + " UTC";
    }

    /** What follows when nobody answers. */
    public String getSilence() {
        return question.silence().equals("ROLLBACK") ? "rolls back" : "is held";
    }

    List<String> from() {
        return question.from();
    }

    List<String> answers() {
        return question.answers();
    }

    /** As it is kept: in one line, and not without end. */
    static String comment(String given) {
        String line = Text.trim(given).replaceAll("\\s+", " ");
        return line.length() <= LONGEST_COMMENT ? line : line.substring(0, LONGEST_COMMENT);
    }
}
