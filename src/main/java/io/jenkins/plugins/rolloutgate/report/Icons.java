package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.report.html.Attribute;
import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.Tag;
import java.util.Locale;

/** Icons by meaning; the shapes are in {@code symbols.svg}, and a word always stands beside them. */
public final class Icons {
    private Icons() {}

    public static Element icon(String symbol) {
        return Element.of(Tag.SVG, "i")
                .set(Attribute.ARIA_HIDDEN, "true")
                .add(Element.of(Tag.USE).refersTo("i-" + symbol));
    }

    /** A status as icon and word. */
    static Element status(Status status) {
        return Element.of(Tag.SPAN, "rg-s " + css(status.tone()))
                .add(icon(symbol(status)))
                .text(status.word());
    }

    /** With a prefix where Jenkins styles a class of the same name. */
    public static String css(Tone tone) {
        return tone == Tone.INFO ? "rg-info" : tone.name().toLowerCase(Locale.ROOT);
    }

    static String symbol(Status status) {
        return switch (status) {
            case PASS, DONE, MET, PROMOTED, PASSED, WRITTEN -> "pass";
            case FAIL, FAILED, STOPPED, MISSED, DAMAGED -> "fail";
            case ROLLED_BACK -> "undo";
            case INCONCLUSIVE -> "inc";
            case NOT_RUN, NOT_NEEDED, NOT_REACHED, NOT_COUNTED -> "open";
            case HELD -> "pause";
            case ABORTED, NOT_SENT -> "void";
            case NOT_WRITTEN -> "alert";
            case RUNNING, NOW -> "run";
            case PENDING, WAITING -> "wait";
            case CHAIN_INTACT -> "link";
        };
    }

    /** The filled shapes that stand on a chart. */
    static String mark(Timeline.Mark mark) {
        return switch (mark.type()) {
            case PERSON -> "m-who";
            case DECISION -> mark.status() == Status.HELD ? "m-inc" : "m-turn";
            case FAILED -> "m-fail";
            case GATE ->
                switch (mark.status()) {
                    case PASS -> "m-pass";
                    case FAIL -> "m-fail";
                    default -> "m-inc";
                };
        };
    }
}
