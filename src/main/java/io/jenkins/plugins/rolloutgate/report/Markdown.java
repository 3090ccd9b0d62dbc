package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.report.html.Characters;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Markdown document under construction, in the dialect with tables (GFM); every text is escaped. */
final class Markdown {
    private static final Pattern SPECIAL =
            Pattern.compile("[\\\\`*_{}\\[\\]<>#+|~&$@!]|(?<=[a-zA-Z]):(?=//)|(?<=www)\\.");
    private static final Pattern TICKS = Pattern.compile("`+");

    private final StringBuilder out = new StringBuilder();

    /** Text on one line, in which nothing is markup. */
    static String escape(String text) {
        String line =
                Characters.visible(text).replace('\n', ' ').replace('\t', ' ').strip();
        return SPECIAL.matcher(line).replaceAll(found -> Matcher.quoteReplacement("\\" + found.group()));
    }

    Markdown heading(int level, String text) {
        out.append(out.isEmpty() ? "" : "\n")
                .append("#".repeat(level))
                .append(' ')
                .append(escape(text))
                .append('\n');
        return this;
    }

    /** A paragraph that begins with a few strong words. */
    Markdown paragraph(String strong, String text) {
        out.append('\n');
        if (!strong.isEmpty()) {
            out.append("**").append(escape(strong)).append("** ");
        }
        out.append(escape(text)).append('\n');
        return this;
    }

    Markdown list(List<String> items) {
        out.append('\n');
        items.forEach(item -> out.append("- ").append(escape(item)).append('\n'));
        return this;
    }

    /** Begins a table. */
    Markdown columns(String... titles) {
        out.append('\n');
        row(titles);
        out.append("|").append(" --- |".repeat(titles.length)).append('\n');
        return this;
    }

    Markdown row(String... cells) {
        out.append(Arrays.stream(cells).map(Markdown::escape).collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
        return this;
    }

    /** Lines as they are, behind a fence that they cannot close. */
    Markdown verbatim(String text) {
        int longest = TICKS.matcher(text)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(0);
        String fence = "`".repeat(Math.max(3, longest + 1));
        out.append('\n')
                .append(fence)
                .append("text\n")
                .append(Characters.visible(text))
                .append('\n')
                .append(fence)
                .append('\n');
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
