package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.report.html.Attribute;
import io.jenkins.plugins.rolloutgate.report.html.Constant;
import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.Node;
import io.jenkins.plugins.rolloutgate.report.html.Tag;

/**
 * Renders a report as HTML without a script, a style attribute or a reference to anything outside.
 *
 * <p>The output is also well-formed XML.
 */
public final class HtmlReport {
    private static final String NOTHING_FROM_OUTSIDE =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private HtmlReport() {}

    /** A file that needs nothing else: light or dark as the reader's system, and printable. */
    public static String page(ReleaseReport report) {
        Element head = Element.of(Tag.HEAD)
                .add(
                        Element.of(Tag.META).set(Attribute.CHARSET, "utf-8"),
                        Element.of(Tag.META)
                                .set(Attribute.HTTP_EQUIV, "Content-Security-Policy")
                                .set(Attribute.CONTENT, NOTHING_FROM_OUTSIDE),
                        Element.of(Tag.META)
                                .set(Attribute.NAME, "viewport")
                                .set(Attribute.CONTENT, "width=device-width, initial-scale=1"),
                        Element.of(Tag.TITLE)
                                .text(report.heading().title() + ": "
                                        + report.summary().word()),
                        Element.of(Tag.STYLE).add(Constant.TOKENS, Constant.STYLE));
        Element body = Element.of(Tag.BODY)
                .add(Constant.SYMBOLS, Element.of(Tag.DIV, "rg-page").add(main(report)));
        return "<!DOCTYPE html>\n"
                + write(Element.of(Tag.HTML).set(Attribute.LANG, "en").add(head, body)) + "\n";
    }

    /** The same for a page that brings {@code rg.css} and its own colours: the icons and the {@code main} element. */
    public static String body(ReleaseReport report) {
        return write(Constant.SYMBOLS) + write(main(report));
    }

    private static Element main(ReleaseReport report) {
        Element main = Element.of(Tag.MAIN, "rg").add(new HeadSection(report).elements());
        if (report.heading().movesTraffic()) {
            main.add(new TrafficChart(report).element());
        }
        return main.add(new ObjectiveTiles(report).elements())
                .add(new TableSections(report).elements())
                .add(new RecordSection(report).elements());
    }

    private static String write(Node node) {
        StringBuilder out = new StringBuilder();
        node.write(out);
        return out.toString();
    }
}
