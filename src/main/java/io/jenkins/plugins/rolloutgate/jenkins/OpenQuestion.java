package io.jenkins.plugins.rolloutgate.jenkins;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Ramp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The question of a release that waits for a person, for its page. */
public class OpenQuestion {
    private static final int LONGEST_COMMENT = 1000;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final Ramp.Question question;

    OpenQuestion(Ramp.Question question) {
        this.question = question;
    }

    public String getId() {
        return question.id();
    }

    public String getText() {
        return question.text();
    }

    /** Of whom it is asked, in words. */
    public String getWho() {
        return from().isEmpty() ? "whoever may build this job" : String.join(" or ", from());
    }

    /** Until when, by the clock of now; time in which the release was not observed is added. */
    public String getUntil() {
        Instant until = question.at()
                .plus(Duration.parse(question.data().path("expires").asText("PT0S")));
        return CLOCK.format(until) + " UTC";
    }

    /** What follows when nobody answers. */
    public String getSilence() {
        return question.data().path("silence").asText().equals("ROLLBACK") ? "rolls back" : "is held";
    }

    List<String> from() {
        return texts("from");
    }

    List<String> answers() {
        return texts("answers");
    }

    private List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : question.data().path(field)) {
            texts.add(text.asText());
        }
        return texts;
    }

    /** As it is kept: in one line, and not without end. */
    static String comment(String given) {
        String line = Text.trim(given).replaceAll("\\s+", " ");
        return line.length() <= LONGEST_COMMENT ? line : line.substring(0, LONGEST_COMMENT);
    }
}
