package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.report.html.Constant;
import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.HtmlFile;
import io.jenkins.plugins.rolloutgate.report.html.Tag;

/**
 * Renders a report as HTML without a script, a style attribute or a reference to anything outside.
 *
 * <p>The output is also well-formed XML.
 */
public final class HtmlReport {
    private HtmlReport() {}

    /** A file that needs nothing else: light or dark as the reader's system, and printable. */
    public static String page(ReleaseReport report) {
        return HtmlFile.of(
                report.heading().title() + ": " + report.summary().word(),
                main(report),
                Constant.TOKENS,
                Constant.STYLE);
    }

    /** The same for a page that brings {@code rg.css} and its own colours: the icons and the {@code main} element. */
    public static String body(ReleaseReport report) {
        return HtmlFile.part(Constant.SYMBOLS, main(report));
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
}
