package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.Tag;
import java.util.List;

/** Small pieces that several sections of the page are made of. */
public final class Parts {
    private Parts() {}

    public static Element nothing() {
        return Element.of(Tag.SPAN);
    }

    public static Element span(String text) {
        return text.isEmpty() ? nothing() : Element.of(Tag.SPAN).text(text);
    }

    public static Element p(String text) {
        return Element.of(Tag.P).text(text);
    }

    public static Element small(String text) {
        return Element.of(Tag.SMALL).text(text);
    }

    /** A block that opens on a click, and is open in print. */
    public static Element folded(String summary, String text) {
        return Element.of(Tag.DETAILS)
                .add(Element.of(Tag.SUMMARY).text(summary), Element.of(Tag.PRE).text(text));
    }

    public static Element facts(List<Fact> facts) {
        Element list = Element.of(Tag.DL, "rg-kv");
        facts.forEach(fact -> list.add(
                Element.of(Tag.DT).text(fact.label()), Element.of(Tag.DD).text(fact.value())));
        return list;
    }

    public static Element tone(Tone tone) {
        return Element.of(Tag.SECTION, "rg-card rg-tone " + Icons.css(tone));
    }

    /** The same, marked for a page that has more to show in it; an empty mark is none. */
    public static Element tone(Tone tone, String mark) {
        return Element.of(Tag.SECTION, ("rg-card rg-tone " + Icons.css(tone) + " " + mark).strip());
    }

    public static Element lead(String symbol, String text) {
        return Element.of(Tag.H2, "rg-lead").add(Icons.icon(symbol), span(text));
    }

    public static Element card(String title, String note) {
        Element header = Element.of(Tag.HEADER).add(Element.of(Tag.H2).text(title));
        return Element.of(Tag.SECTION, "rg-card").add(note.isEmpty() ? header : header.add(span(note)));
    }
}
