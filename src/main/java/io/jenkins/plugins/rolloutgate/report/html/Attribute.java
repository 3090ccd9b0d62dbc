package io.jenkins.plugins.rolloutgate.report.html;

/** The attributes that a page uses; there is none for scripts, styles or addresses outside the page. */
public enum Attribute {
    ARIA_HIDDEN("aria-hidden"),
    ARIA_LABEL("aria-label"),
    ARIA_LABELLEDBY("aria-labelledby"),
    CHARSET("charset"),
    CLASS("class"),
    CONTENT("content"),
    D("d"),
    DATA_L("data-l"),
    HEIGHT("height"),
    HTTP_EQUIV("http-equiv"),
    ID("id"),
    LANG("lang"),
    NAME("name"),
    PRESERVE_ASPECT_RATIO("preserveAspectRatio"),
    ROLE("role"),
    SCOPE("scope"),
    TABINDEX("tabindex"),
    TEXT_ANCHOR("text-anchor"),
    DOMINANT_BASELINE("dominant-baseline"),
    TRANSFORM("transform"),
    VIEW_BOX("viewBox"),
    WIDTH("width"),
    X("x"),
    X1("x1"),
    X2("x2"),
    Y("y"),
    Y1("y1"),
    Y2("y2");

    private final String word;

    Attribute(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
