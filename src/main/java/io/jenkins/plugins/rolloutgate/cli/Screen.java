package io.jenkins.plugins.rolloutgate.cli;

import java.io.PrintWriter;

/**
 * Lines that stay, and below them, on a terminal, one status line that is written over. Thread-safe.
 */
final class Screen {
    private static final String CLEAR_LINE = "\r\u001b[K";
    /** A longer status line would wrap and then not be cleared. */
    private static final int STATUS_WIDTH = 78;

    private final PrintWriter out;
    private final boolean terminal;
    private final Style style;
    private String status = "";

    Screen(PrintWriter out, Shell shell) {
        this.out = out;
        this.terminal = shell.terminal();
        this.style = new Style(shell.colours());
    }

    /** A text of others in one line, without what would steer a terminal. */
    static String plain(String text) {
        return text.replaceAll("[\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]", " ");
    }

    /** Whether {@link #status} shows anything. */
    boolean hasStatus() {
        return terminal;
    }

    Style style() {
        return style;
    }

    synchronized void line(String text) {
        String kept = status;
        status("");
        out.println(text);
        out.flush();
        status(kept);
    }

    /** Replaces the status line; nothing where nobody could see it change. */
    synchronized void status(String text) {
        String plain = plain(text);
        String fitting = plain.length() <= STATUS_WIDTH ? plain : plain.substring(0, STATUS_WIDTH - 1) + "…";
        if (terminal && !fitting.equals(status)) {
            out.print(CLEAR_LINE + style.dim(fitting));
            out.flush();
            status = fitting;
        }
    }
}
