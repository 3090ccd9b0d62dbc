package io.jenkins.plugins.rolloutgate.report.html;

/** The attributes that a page uses; there is none for scripts and styles, and none for addresses. */
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
    MAXLENGTH("maxlength"),
    METHOD("method"),
    NAME("name"),
    OPEN("open"),
    PLACEHOLDER("placeholder"),
    PRESERVE_ASPECT_RATIO("preserveAspectRatio"),
    READONLY("readonly"),
    REQUIRED("required"),
    ROLE("role"),
    SCOPE("scope"),
    TABINDEX("tabindex"),
    TEXT_ANCHOR("text-anchor"),
    DOMINANT_BASELINE("dominant-baseline"),
    TRANSFORM("transform"),
    TYPE("type"),
    VALUE("value"),
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
