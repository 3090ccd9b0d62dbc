package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.report.html.Attribute;
import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Traffic over time: shares as areas, phases as bands, verdicts, decisions and people as marks. */
final class TrafficChart {
    /** Pixels that one percent of the width has at least, beside wide and beside narrow text. */
    private static final double WIDE = 6.0;

    private static final double NARROW = 2.4;
    private static final double CHARACTER = 6.8;
    private static final double MARK = 1.8;
    /** Where the word "now" begins. */
    private static final double BEFORE_NOW = 80;

    private static final int GATES = 192;
    private static final int PEOPLE = 214;
    private static final int FAILED = 236;
    private static final int MOST_SPOKEN = 12;

    private final ReleaseReport report;
    private final Timeline timeline;
    private final Scale scale;
    private final TrafficArea area;
    private final boolean failures;

    TrafficChart(ReleaseReport report) {
        this.report = report;
        this.timeline = report.timeline();
        this.scale = new Scale(timeline.from(), timeline.to());
        this.area = new TrafficArea(timeline, scale);
        this.failures = timeline.marks().stream().anyMatch(mark -> mark.type() == Timeline.Mark.Type.FAILED);
    }

    Element element() {
        String what = timeline.counted()
                ? "who answered the requests, counted from outside"
                : timeline.weighted()
                        ? "weights of the route, as every parent has accepted them"
                        : "ready endpoints behind Service " + report.heading().service();
        if (timeline.shares().isEmpty()) {
            return Parts.card("Traffic over time", "").add(Parts.p("No traffic was observed."));
        }
        Element card = Parts.card("Traffic over time", what + "; times in UTC");
        return card.add(
                Element.of(Tag.FIGURE, failures ? "rg-chart tall" : "rg-chart").add(axis(), chart()), legend());
    }

    private int base() {
        return failures ? 256 : 234;
    }

    private Element axis() {
        Element axis = Element.of(Tag.SVG, "y").set(Attribute.ARIA_HIDDEN, "true");
        axis.add(word(32, "100\u00a0%"), word(107, "50\u00a0%"), word(182, "0\u00a0%"));
        axis.add(word(GATES + 12, "Gates"), word(PEOPLE + 12, "People"));
        return failures ? axis.add(word(FAILED + 12, "Failed")) : axis;
    }

    private static Element word(int y, String text) {
        return text("", "2.6rem", y, "end", text);
    }

    private static Element text(String css, String x, int y, String anchor, String text) {
        Element element = css.isEmpty() ? Element.of(Tag.TEXT) : Element.of(Tag.TEXT, css);
        return element.set(Attribute.X, x)
                .set(Attribute.Y, Integer.toString(y))
                .set(Attribute.TEXT_ANCHOR, anchor)
                .text(text);
    }

    private Element chart() {
        Element chart = Element.of(Tag.SVG).set(Attribute.ROLE, "img").set(Attribute.ARIA_LABEL, spoken());
        chart.add(bands());
        chart.add(area.element());
        timeline.unobserved()
                .forEach(gap ->
                        chart.add(box("c-gap", gap.from(), gap.to(), 28, 150).add(title("nobody watched"))));
        for (int y : new int[] {28, 178, base()}) {
            chart.add(line("c-grid", "0", "100%", y, y));
        }
        chart.add(names());
        timeline.marks().stream()
                .filter(mark -> mark.type() == Timeline.Mark.Type.DECISION)
                .forEach(mark ->
                        chart.add(upright("c-turn " + Icons.css(mark.status().tone()), scale.percent(mark.at()), 22)));
        if (timeline.running()) {
            String now = scale.percent(timeline.to());
            chart.add(upright("c-now", now, 22), text("k", now, base() + 18, "end", "now"));
        }
        return chart.add(marks()).add(ticks());
    }

    private List<Element> bands() {
        List<Element> bands = new ArrayList<>();
        List<PhaseRow> phases = report.phases();
        for (int i = 0; i < phases.size(); i++) {
            PhaseRow phase = phases.get(i);
            boolean now = phase.status() == Status.NOW;
            if (now || i % 2 == 0) {
                bands.add(box(now ? "c-band cur" : "c-band", phase.from(), phase.to(), 0, base())
                        .add(title(phase.title())));
            }
            label(phase.shown(), phase.from(), phase.to(), 15).ifPresent(bands::add);
        }
        return bands;
    }

    private Element box(String css, Instant from, Instant to, int y, int height) {
        return Element.of(Tag.RECT, css)
                .set(Attribute.X, scale.percent(from))
                .set(Attribute.Y, Integer.toString(y))
                .set(Attribute.WIDTH, Scale.percent(Math.max(0, scale.x(to) - scale.x(from))))
                .set(Attribute.HEIGHT, Integer.toString(height));
    }

    /** A label in the middle of a time, if it fits there. */
    private Optional<Element> label(String text, Instant from, Instant to, int y) {
        double width = scale.x(to) - scale.x(from);
        double needed = text.length() * CHARACTER;
        if (needed > width * WIDE) {
            return Optional.empty();
        }
        String css = needed > width * NARROW ? "k wide" : "k";
        return Optional.of(text(css, Scale.percent(scale.x(from) + width / 2), y, "middle", text));
    }

    private List<Element> names() {
        List<Element> names = new ArrayList<>();
        Heading heading = report.heading();
        area.longest(false)
                .flatMap(span -> label("old, " + heading.fromShort(), span.from(), span.to(), middle(1, span.fresh())))
                .ifPresent(names::add);
        area.longest(true)
                .flatMap(span -> label("new, " + heading.toShort(), span.from(), span.to(), middle(span.fresh(), 0)))
                .ifPresent(names::add);
        return names;
    }

    /** The baseline of a text in the middle between two shares. */
    private static int middle(double top, double bottom) {
        return (int) Math.round(28 + 150 * (1 - (top + bottom) / 2) + 4);
    }

    private static Element line(String css, String x1, String x2, int y1, int y2) {
        return Element.of(Tag.LINE, css)
                .set(Attribute.X1, x1)
                .set(Attribute.X2, x2)
                .set(Attribute.Y1, Integer.toString(y1))
                .set(Attribute.Y2, Integer.toString(y2));
    }

    private Element upright(String css, String x, int top) {
        return line(css, x, x, top, base());
    }

    private static Element title(String text) {
        return Element.of(Tag.TITLE).text(text);
    }

    /** Marks of passes give way where it is crowded; no other mark does. */
    private List<Element> marks() {
        List<Element> marks = new ArrayList<>();
        Map<Integer, Double> last = new LinkedHashMap<>();
        Map<Integer, Status> before = new LinkedHashMap<>();
        double labelled = 0;
        for (Timeline.Mark mark : timeline.marks()) {
            int row = row(mark);
            double x = scale.x(mark.at());
            boolean again = mark.status() == Status.PASS && before.get(row) == Status.PASS;
            if (again && x - last.getOrDefault(row, -100.0) < MARK) {
                continue;
            }
            last.put(row, x);
            before.put(row, mark.status());
            marks.add(mark(mark, x, row));
            double needed = mark.label().length() * CHARACTER / WIDE + 4;
            boolean left = x + needed > 100;
            boolean fits = (left ? x - needed : x) >= labelled;
            if (mark.type() == Timeline.Mark.Type.PERSON && !mark.label().isEmpty() && fits) {
                marks.add(text(
                        "wide", Scale.percent(left ? x - 2 : x + 2), row + 12, left ? "end" : "start", mark.label()));
                labelled = left ? x + 2 : x + needed;
            }
        }
        return marks;
    }

    private static int row(Timeline.Mark mark) {
        return switch (mark.type()) {
            case GATE, DECISION -> GATES;
            case PERSON -> PEOPLE;
            case FAILED -> FAILED;
        };
    }

    private static Element mark(Timeline.Mark mark, double x, int y) {
        return Element.of(Tag.USE, "m " + Icons.css(mark.status().tone()))
                .refersTo("i-" + Icons.mark(mark))
                .set(Attribute.X, Scale.percent(x))
                .set(Attribute.Y, Integer.toString(y))
                .set(Attribute.WIDTH, "15")
                .set(Attribute.HEIGHT, "15")
                .set(Attribute.TRANSFORM, "translate(-7.5 0)")
                .add(title(Words.clock(mark.at()) + " " + word(mark) + mark.text()));
    }

    private static String word(Timeline.Mark mark) {
        return switch (mark.type()) {
            case GATE -> mark.status().word() + ", ";
            case DECISION -> mark.label() + ": ";
            default -> "";
        };
    }

    private List<Element> ticks() {
        List<Element> ticks = new ArrayList<>();
        int index = 0;
        for (Instant tick : scale.ticks()) {
            double x = scale.x(tick);
            if (timeline.running() && x > BEFORE_NOW) {
                break;
            }
            String anchor = x < 5 ? "start" : x > 95 ? "end" : "middle";
            ticks.add(text(index++ % 3 == 0 ? "" : "wide", Scale.percent(x), base() + 18, anchor, scale.label(tick)));
            ticks.add(line("c-grid", Scale.percent(x), Scale.percent(x), base(), base() + 4));
        }
        return ticks;
    }

    /** The chart in words, for those who do not see it. */
    private String spoken() {
        List<String> steps = new ArrayList<>();
        String last = "";
        for (Timeline.Share share : timeline.shares()) {
            String value = share.fresh().map(HeadSection::percent).orElse("nobody");
            if (!value.equals(last) && steps.size() < MOST_SPOKEN) {
                steps.add(value + " from " + Words.clock(share.at()));
            }
            last = value;
        }
        return "Share of " + report.heading().toShort() + ": " + String.join(", ", steps) + ".";
    }

    private Element legend() {
        Heading heading = report.heading();
        String measured = ", " + timeline.measure();
        Element key = Element.of(Tag.UL, "rg-key");
        key.add(sample(heading.toShort() + measured, shape("c-new", "M0 5h16v11H0z"), shape("c-edge", "M0 5h16")));
        key.add(sample(heading.fromShort() + measured, shape("c-old", "M0 3h16v13H0z")));
        key.add(sample("share asked for", shape("c-ask", "M0 8h16")));
        Map<String, Timeline.Mark> kinds = timeline.marks().stream()
                .collect(Collectors.toMap(TrafficChart::kind, mark -> mark, (one, other) -> one, LinkedHashMap::new));
        kinds.forEach((name, mark) ->
                key.add(Element.of(Tag.LI, "m " + Icons.css(mark.status().tone()))
                        .add(Element.of(Tag.SVG)
                                .set(Attribute.ARIA_HIDDEN, "true")
                                .add(Element.of(Tag.USE).refersTo("i-" + Icons.mark(mark))))
                        .text(name)));
        return key;
    }

    private static String kind(Timeline.Mark mark) {
        return switch (mark.type()) {
            case GATE -> mark.status().word();
            case DECISION -> mark.label() + " decided";
            case PERSON -> mark.status() == Status.WAITING ? "a person is asked" : "a person’s action";
            case FAILED -> "failed requests";
        };
    }

    private static Element sample(String text, Element... shapes) {
        return Element.of(Tag.LI)
                .add(Element.of(Tag.SVG)
                        .set(Attribute.VIEW_BOX, "0 0 16 16")
                        .set(Attribute.ARIA_HIDDEN, "true")
                        .add(shapes))
                .text(text);
    }

    private static Element shape(String css, String path) {
        return Element.of(Tag.PATH, css).set(Attribute.D, path);
    }
}
