package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.report.html.Attribute;
import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The first screen: what is released, whether the traffic is safe, and how it stands. */
final class HeadSection {
    /** A label does not fit into a smaller part of the bar. */
    private static final double LEAST_LABELLED = 0.2;

    private final ReleaseReport report;

    HeadSection(ReleaseReport report) {
        this.report = report;
    }

    List<Element> elements() {
        List<Element> elements = new ArrayList<>();
        elements.add(title());
        if (!report.events().isEmpty()) {
            elements.add(facts());
        }
        report.chain()
                .damage()
                .ifPresent(damage -> elements.add(Parts.tone(Tone.FAIL)
                        .add(
                                Parts.lead("fail", "Record damaged"),
                                Parts.p(Words.capital(damage) + ". Do not rely on what stands there or after it."))));
        elements.add(Element.of(Tag.DIV, "rg-hero").add(safety(), standing()));
        return elements;
    }

    private Element title() {
        Heading heading = report.heading();
        if (!heading.movesTraffic()) {
            return Element.of(Tag.DIV, "rg-head")
                    .add(Element.of(Tag.H1).add(Icons.icon("ship"), Parts.span(heading.title())));
        }
        Element text = Element.of(Tag.SPAN).text(heading.application() + " ");
        if (!heading.from().isEmpty()) {
            text.text(heading.fromShort() + " ")
                    .add(Element.of(Tag.SPAN, "to")
                            .set(Attribute.ARIA_LABEL, "to")
                            .text("→"))
                    .text(" ");
        }
        text.text(heading.toShort());
        return Element.of(Tag.DIV, "rg-head").add(Element.of(Tag.H1).add(Icons.icon("ship"), text));
    }

    private Element facts() {
        Heading heading = report.heading();
        Element list = Element.of(Tag.UL, "rg-facts");
        list.add(fact(report.standing().title(), ""));
        list.add(fact(Words.text(heading.elapsed()), heading.endedAt().isPresent() ? " in all" : " so far"));
        report.timings().stream()
                .limit(2)
                .filter(timing -> timing.status() == Status.MET
                        || timing.status() == Status.DONE
                        || timing.status() == Status.MISSED
                        || timing.status() == Status.RUNNING)
                .reduce((one, other) -> other)
                .ifPresent(timing -> list.add(fact(
                        "", timing.name().toLowerCase(Locale.ROOT) + " " + timing.value() + ", " + timing.target())));
        List<String> rest = List.of(
                heading.strategy() + (heading.rollback() ? ", rollback" : ""),
                place(heading),
                "started " + Words.date(heading.startedAt()) + " by " + heading.startedBy(),
                (heading.endedAt().isPresent() ? "ended " : "state at ") + Words.date(heading.stateAt()));
        rest.stream().filter(text -> !text.isEmpty()).forEach(text -> list.add(fact("", text)));
        return list;
    }

    /** Where there is no cluster, as for a verification alone, only what there is. */
    private static String place(Heading heading) {
        String joint = heading.cluster().isEmpty() || heading.namespace().isEmpty() ? "" : " / ";
        return heading.cluster() + joint + heading.namespace();
    }

    private static Element fact(String strong, String text) {
        Element item = Element.of(Tag.LI);
        if (!strong.isEmpty()) {
            item.add(Element.of(Tag.B).text(strong));
        }
        return item.text(text);
    }

    private Element safety() {
        Safety safety = report.safety();
        String symbol =
                switch (safety.tone()) {
                    case PASS, IDLE -> "safe";
                    case WARN, FAIL -> "alert";
                    case INFO -> "run";
                };
        Element card = Parts.tone(safety.tone()).add(Parts.lead(symbol, safety.sentence()));
        if (!safety.detail().isEmpty()) {
            card.add(Parts.p(safety.detail()));
        }
        safety.newShare().ifPresent(share -> card.add(split(share)));
        return safety.facts().isEmpty() ? card : card.add(Parts.facts(safety.facts()));
    }

    /** Who has the traffic, as one bar. */
    private Element split(double fresh) {
        String old = report.heading().fromShort() + "\u00a0 " + percent(1 - fresh);
        String neu = report.heading().toShort() + "\u00a0 " + percent(fresh);
        Element bar = Element.of(Tag.SVG, "rg-split")
                .set(Attribute.ROLE, "img")
                .set(
                        Attribute.ARIA_LABEL,
                        Words.capital(report.timeline().measure()) + ": old " + old + ", new " + neu);
        if (fresh < 1) {
            bar.add(part("c-old", 0, 1 - fresh));
        }
        if (fresh > 0) {
            bar.add(part("c-new", 1 - fresh, fresh));
        }
        if (1 - fresh >= LEAST_LABELLED) {
            bar.add(label("0.6rem", "start", old));
        }
        if (fresh >= LEAST_LABELLED) {
            bar.add(fresh == 1 ? label("0.6rem", "start", neu) : label("98.5%", "end", neu));
        }
        return bar;
    }

    private static Element part(String css, double from, double width) {
        return Element.of(Tag.RECT, css)
                .set(Attribute.X, percentage(from))
                .set(Attribute.Y, "0")
                .set(Attribute.WIDTH, percentage(width))
                .set(Attribute.HEIGHT, "100%");
    }

    private static Element label(String x, String anchor, String text) {
        return Element.of(Tag.TEXT)
                .set(Attribute.X, x)
                .set(Attribute.Y, "50%")
                .set(Attribute.DOMINANT_BASELINE, "central")
                .set(Attribute.TEXT_ANCHOR, anchor)
                .text(text);
    }

    private static String percentage(double part) {
        return String.format(Locale.ROOT, "%.2f%%", part * 100);
    }

    static String percent(double part) {
        return Math.round(part * 100) + "\u00a0%";
    }

    private Element standing() {
        Standing standing = report.standing();
        String asked = standing.question().isPresent() ? "rg-asked" : "";
        Element card = Parts.tone(standing.tone(), asked)
                .add(Parts.lead(
                        Icons.symbol(standing.question().isPresent() ? Status.WAITING : standing.status()),
                        standing.title()));
        if (!standing.sentence().isEmpty()) {
            card.add(Parts.p(standing.sentence()));
        }
        return standing.facts().isEmpty() ? card : card.add(Parts.facts(standing.facts()));
    }
}
