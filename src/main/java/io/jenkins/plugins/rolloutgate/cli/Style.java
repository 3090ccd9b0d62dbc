package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.report.Tone;

/** Colours of a terminal, or none. */
record Style(boolean colours) {
    private static final String RESET = "\u001b[0m";

    String bold(String text) {
        return paint("1", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    /** A mark that says by its shape, not only by its colour, what is meant. */
    String mark(Tone tone) {
        return switch (tone) {
            case PASS -> paint("32", "✔");
            case FAIL -> paint("31", "✘");
            case WARN -> paint("33", "!");
            case INFO -> paint("36", "•");
            case IDLE -> dim("–");
        };
    }

    String tone(Tone tone, String text) {
        return switch (tone) {
            case PASS -> paint("32", text);
            case FAIL -> paint("31", text);
            case WARN -> paint("33", text);
            case INFO -> paint("36", text);
            case IDLE -> dim(text);
        };
    }

    private String paint(String code, String text) {
        return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + RESET : text;
    }
}
