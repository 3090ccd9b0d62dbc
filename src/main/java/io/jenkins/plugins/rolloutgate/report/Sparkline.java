package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.report.html.Attribute;
import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The values of one objective over time, without text: its limit dashed and always in range, the bad side shaded. */
final class Sparkline {
    /** Room above and below, as a share of the range. */
    private static final double MARGIN = 0.18;

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 100;
    private static final int PIXELS = 64;

    private final ObjectiveRow row;
    private final Instant from;
    private final Instant to;
    private final double low;
    private final double high;

    private Sparkline(ObjectiveRow row) {
        this.row = row;
        List<ObjectiveRow.Look> looks = row.looks();
        this.from = looks.get(0).at();
        this.to = looks.get(looks.size() - 1).at();
        double least = numbers(row).min().orElse(0);
        double most = numbers(row).max().orElse(1);
        double room = most > least ? (most - least) * MARGIN : Math.max(Math.abs(most) * MARGIN, 1e-9);
        this.low = least >= 0 ? Math.max(0, least - room) : least - room;
        this.high = most + room;
    }

    /** Empty before a value was seen. */
    static Optional<Element> of(ObjectiveRow row) {
        boolean any = row.looks().stream().anyMatch(look -> look.value().isPresent());
        return any ? Optional.of(new Sparkline(row).element()) : Optional.empty();
    }

    private static DoubleStream numbers(ObjectiveRow row) {
        Stream<Double> values =
                row.looks().stream().flatMap(look -> Stream.concat(look.value().stream(), look.other().stream()));
        Stream<Double> limits = Stream.concat(row.upper().stream(), row.lower().stream());
        return Stream.concat(values, limits).mapToDouble(Double::doubleValue);
    }

    private Element element() {
        Element shapes = Element.of(Tag.SVG)
                .set(Attribute.WIDTH, "99%")
                .set(Attribute.HEIGHT, Integer.toString(PIXELS))
                .set(Attribute.VIEW_BOX, "0 0 " + WIDTH + " " + HEIGHT)
                .set(Attribute.PRESERVE_ASPECT_RATIO, "none");
        row.upper()
                .ifPresent(limit -> shapes.add(
                        path("c-bad", "M0 0H" + WIDTH + "V" + y(limit) + "H0z"),
                        path("c-lim", "M0 " + y(limit) + "H" + WIDTH)));
        row.lower()
                .ifPresent(limit -> shapes.add(
                        path("c-bad", "M0 " + y(limit) + "H" + WIDTH + "V" + HEIGHT + "H0z"),
                        path("c-lim", "M0 " + y(limit) + "H" + WIDTH)));
        shapes.add(path("c-st", line(ObjectiveRow.Look::other)), path("c-edge", line(ObjectiveRow.Look::value)));
        Element chart = Element.of(Tag.SVG)
                .set(Attribute.ROLE, "img")
                .set(Attribute.ARIA_LABEL, spoken())
                .add(shapes);
        row.looks().stream()
                .filter(look -> look.value().isPresent())
                .reduce((one, other) -> other)
                .ifPresent(last -> chart.add(dot(last)));
        return Element.of(Tag.DIV, "rg-spark").add(chart);
    }

    private static Element path(String css, String shape) {
        return Element.of(Tag.PATH, css).set(Attribute.D, shape);
    }

    /** A look without a number leaves a gap; a value between two gaps is a short dash, so that it is seen. */
    private String line(Function<ObjectiveRow.Look, Optional<Double>> of) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (ObjectiveRow.Look look : row.looks()) {
            Optional<Double> value = of.apply(look);
            if (value.isPresent()) {
                String at = x(look.at()) + " " + y(value.get());
                path.append(drawing ? "L" + at : "M" + at + "h1");
            }
            drawing = value.isPresent();
        }
        return path.toString();
    }

    /** A round dot does not stretch, so it stands in the outer picture. */
    private Element dot(ObjectiveRow.Look look) {
        double x = Double.parseDouble(x(look.at())) / WIDTH * 99;
        double y = Double.parseDouble(y(look.value().orElseThrow())) / HEIGHT * PIXELS;
        return Element.of(Tag.RECT, "c-dot")
                .set(Attribute.X, String.format(Locale.ROOT, "%.2f%%", x))
                .set(Attribute.Y, String.format(Locale.ROOT, "%.1f", y - 4.5))
                .set(Attribute.WIDTH, "9")
                .set(Attribute.HEIGHT, "9")
                .set(Attribute.TRANSFORM, "translate(-4.5 0)");
    }

    private String x(Instant at) {
        double whole = to.toEpochMilli() - from.toEpochMilli();
        double part = whole <= 0 ? 1 : (at.toEpochMilli() - from.toEpochMilli()) / whole;
        return String.format(Locale.ROOT, "%.1f", part * WIDTH);
    }

    private String y(double value) {
        return String.format(Locale.ROOT, "%.1f", HEIGHT * (high - value) / (high - low));
    }

    private String spoken() {
        return row.name() + " over " + Words.count(row.looks().size(), "look") + ", last " + row.shown()
                + (row.limit().isEmpty() ? "" : ", " + row.limit());
    }
}
