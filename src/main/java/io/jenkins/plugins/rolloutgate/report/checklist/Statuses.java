package io.jenkins.plugins.rolloutgate.report.checklist;

import io.jenkins.plugins.rolloutgate.checklist.state.Progress;
import io.jenkins.plugins.rolloutgate.checklist.state.Status;
import io.jenkins.plugins.rolloutgate.report.Icons;
import io.jenkins.plugins.rolloutgate.report.html.Attribute;
import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.Tag;
import java.util.Locale;

/** Statuses as icon and word, and how many there are as a bar. */
final class Statuses {
    /** Those that a bar shows, from the left. */
    private static final Status[] SHOWN = {
        Status.PASSED, Status.SIGNED, Status.WAIVED, Status.NOT_APPLICABLE, Status.FAILED
    };

    private Statuses() {}

    static String css(Status status) {
        return switch (status) {
            case OPEN -> "open";
            case PASSED -> "pass";
            case FAILED -> "fail";
            case SIGNED -> "signed";
            case WAIVED -> "waived";
            case NOT_APPLICABLE -> "na";
        };
    }

    private static String symbol(Status status) {
        return switch (status) {
            case OPEN -> "open";
            case PASSED -> "pass";
            case FAILED -> "fail";
            case SIGNED -> "sign";
            case WAIVED -> "waive";
            case NOT_APPLICABLE -> "na";
        };
    }

    static Element of(Status status) {
        return of(css(status), symbol(status), status.name().replace('_', ' '));
    }

    static Element of(String css, String symbol, String word) {
        return Element.of(Tag.SPAN, "rg-s " + css).add(Icons.icon(symbol)).text(word);
    }

    /** How a section stands. */
    static Element of(Progress progress) {
        int failed = progress.counts().getOrDefault(Status.FAILED, 0);
        int open = progress.counts().getOrDefault(Status.OPEN, 0);
        if (failed > 0) {
            return of("fail", "fail", failed + " FAILED" + (open > 0 ? ", " + open + " OPEN" : ""));
        }
        if (progress.total() > 0 && progress.counts().getOrDefault(Status.NOT_APPLICABLE, 0) == progress.total()) {
            return of(Status.NOT_APPLICABLE);
        }
        return progress.isComplete()
                ? of("pass", "pass", open > 0 ? "COMPLETE, " + open + " OPEN" : "COMPLETE")
                : of("open", "open", open + " OPEN");
    }

    static Element bar(Progress progress, boolean big) {
        Element bar = Element.of(Tag.SVG, big ? "rg-bar big" : "rg-bar");
        if (big) {
            bar.set(Attribute.ROLE, "img")
                    .set(Attribute.ARIA_LABEL, progress.done() + " of " + progress.total() + " done");
        } else {
            bar.set(Attribute.ARIA_HIDDEN, "true");
        }
        double from = 0;
        for (Status status : SHOWN) {
            int count = progress.counts().getOrDefault(status, 0);
            if (count > 0) {
                double width = 100.0 * count / progress.total();
                bar.add(Element.of(Tag.RECT, css(status))
                        .set(Attribute.X, percent(from))
                        .set(Attribute.WIDTH, percent(width))
                        .set(Attribute.HEIGHT, "100%"));
                from += width;
            }
        }
        return bar;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", share);
    }
}
