package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.report.html.Attribute;
import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The shapes of the traffic chart: who had which share, as areas that step. */
final class TrafficArea {
    private final Timeline timeline;
    private final Scale scale;
    private final List<Span> spans;

    TrafficArea(Timeline timeline, Scale scale) {
        this.timeline = timeline;
        this.scale = scale;
        this.spans = spans(timeline.shares());
    }

    /** A share and how long it held. */
    record Span(Instant from, Instant to, double fresh) {}

    private List<Span> spans(List<Timeline.Share> shares) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            Timeline.Share share = shares.get(i);
            Instant to = i + 1 < shares.size() ? shares.get(i + 1).at() : lastTo(shares);
            share.fresh().ifPresent(fresh -> spans.add(new Span(share.at(), to, fresh)));
        }
        return spans;
    }

    /** Endpoints stand until somebody sees others; a count of requests tells nothing of the time after it. */
    private Instant lastTo(List<Timeline.Share> shares) {
        int size = shares.size();
        if (!timeline.counted() || size < 2) {
            return timeline.to();
        }
        Instant last = shares.get(size - 1).at();
        Instant end = last.plus(Duration.between(shares.get(size - 2).at(), last));
        return end.isBefore(timeline.to()) ? end : timeline.to();
    }

    /** The longest time that a side had most of the traffic. */
    Optional<Span> longest(boolean fresh) {
        return joined().stream()
                .filter(span -> fresh ? span.fresh() >= 0.5 : span.fresh() < 0.5)
                .max(Comparator.comparing(span -> Duration.between(span.from(), span.to())));
    }

    private List<Span> joined() {
        List<Span> joined = new ArrayList<>();
        for (Span span : spans) {
            int last = joined.size() - 1;
            boolean goesOn = last >= 0
                    && joined.get(last).to().equals(span.from())
                    && Math.abs(joined.get(last).fresh() - span.fresh()) < 0.1;
            if (goesOn) {
                joined.set(
                        last,
                        new Span(
                                joined.get(last).from(),
                                span.to(),
                                joined.get(last).fresh()));
            } else {
                joined.add(span);
            }
        }
        return joined;
    }

    Element element() {
        StringBuilder old = new StringBuilder();
        StringBuilder fresh = new StringBuilder();
        StringBuilder edge = new StringBuilder();
        Instant end = null;
        for (Span span : spans) {
            String from = x(span.from());
            String to = x(span.to());
            String level = y(span.fresh());
            old.append("M" + from + " 0H" + to + "V100H" + from + "z");
            fresh.append("M" + from + " 100V" + level + "H" + to + "V100z");
            edge.append(span.from().equals(end) ? "V" + level : "M" + from + " " + level)
                    .append("H" + to);
            end = span.to();
        }
        return Element.of(Tag.SVG)
                .set(Attribute.Y, "28")
                .set(Attribute.HEIGHT, "150")
                .set(Attribute.VIEW_BOX, "0 0 1000 100")
                .set(Attribute.PRESERVE_ASPECT_RATIO, "none")
                .add(path("c-old", old), path("c-new", fresh), path("c-edge", edge), path("c-ask", asked()));
    }

    private StringBuilder asked() {
        StringBuilder path = new StringBuilder();
        for (Timeline.Share share : timeline.asked()) {
            String level = y(share.fresh().orElse(0.0));
            path.append(path.isEmpty() ? "M" + x(share.at()) + " " + level : "H" + x(share.at()) + "V" + level);
        }
        return path.isEmpty() ? path : path.append("H" + x(timeline.to()));
    }

    private static Element path(String css, StringBuilder shape) {
        return Element.of(Tag.PATH, css).set(Attribute.D, shape.toString());
    }

    private String x(Instant at) {
        return String.format(Locale.ROOT, "%.1f", scale.x(at) * 10);
    }

    private static String y(double fresh) {
        return String.format(Locale.ROOT, "%.1f", 100 - 100 * fresh);
    }
}
