package io.jenkins.plugins.rolloutgate.report.html;

import java.util.Locale;

/** The elements that a page is made of; there is none that runs or loads anything. */
public enum Tag {
    HTML,
    HEAD,
    META,
    TITLE,
    STYLE,
    BODY,
    MAIN,
    HEADER,
    SECTION,
    ARTICLE,
    DIV,
    SPAN,
    P,
    B,
    S,
    SMALL,
    DEL,
    INS,
    BR,
    CODE,
    PRE,
    A,
    H1,
    H2,
    H3,
    UL,
    OL,
    LI,
    DL,
    DT,
    DD,
    FORM,
    LABEL,
    INPUT,
    SELECT,
    OPTION,
    BUTTON,
    DETAILS,
    SUMMARY,
    FIGURE,
    TABLE,
    CAPTION,
    THEAD,
    TBODY,
    TR,
    TH,
    TD,
    SVG,
    G,
    USE,
    RECT,
    LINE,
    PATH,
    TEXT,
    TSPAN;

    private final String word = name().toLowerCase(Locale.ROOT);

    String word() {
        return word;
    }

    /** HTML's elements without content, which have no end tag. */
    boolean isVoid() {
        return this == META || this == BR || this == INPUT;
    }
}
