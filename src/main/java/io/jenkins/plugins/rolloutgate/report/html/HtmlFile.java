package io.jenkins.plugins.rolloutgate.report.html;

/** Whole files of HTML, that refer to nothing outside themselves, and parts of pages. */
public final class HtmlFile {
    private static final String NOTHING_FROM_OUTSIDE =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private HtmlFile() {}

    /** A page that needs nothing else. */
    public static String of(String title, Element main, Constant... styles) {
        Element head = Element.of(Tag.HEAD)
                .add(
                        Element.of(Tag.META).set(Attribute.CHARSET, "utf-8"),
                        Element.of(Tag.META)
                                .set(Attribute.HTTP_EQUIV, "Content-Security-Policy")
                                .set(Attribute.CONTENT, NOTHING_FROM_OUTSIDE),
                        Element.of(Tag.META)
                                .set(Attribute.NAME, "viewport")
                                .set(Attribute.CONTENT, "width=device-width, initial-scale=1"),
                        Element.of(Tag.TITLE).text(title),
                        Element.of(Tag.STYLE).add(styles));
        Element body = Element.of(Tag.BODY)
                .add(Constant.SYMBOLS, Element.of(Tag.DIV, "rg-page").add(main));
        return "<!DOCTYPE html>\n"
                + part(Element.of(Tag.HTML).set(Attribute.LANG, "en").add(head, body)) + "\n";
    }

    /** Pieces of another page, one after the other. */
    public static String part(Node... nodes) {
        StringBuilder out = new StringBuilder();
        for (Node node : nodes) {
            node.write(out);
        }
        return out.toString();
    }
}
