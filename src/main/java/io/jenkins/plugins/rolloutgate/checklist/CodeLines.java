package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.checklist.InlineText.Row;
import io.jenkins.plugins.rolloutgate.checklist.Item.Command;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads code blocks: forms that people keep in them have boxes, blanks and titles; commands belong to their item as they are. */
final class CodeLines {
    private static final Set<String> TEXT =
            Set.of("", "text", "txt", "plain", "plaintext", "md", "markdown", "checklist", "none");
    private static final Pattern BULLET = Pattern.compile("^[\\s│├└─|]*(?:([-*+•])\\s+|\\d{1,3}[.)]\\s+)?");
    private static final Pattern LISTED = Pattern.compile("^\\s*[-*+]\\s+\\[[ xX]\\]\\s+\\S.*");
    private static final Pattern TITLE = Pattern.compile("(?:[^:]{2,80}:|(?i:if|in case)\\s.{2,80})\\s*");

    private final Entries entries;
    private final Findings findings;

    CodeLines(Entries entries, Findings findings) {
        this.entries = entries;
        this.findings = findings;
    }

    /**
     * Takes a block into account.
     *
     * @param first number of its first line of code
     * @param info what stands behind the fence
     * @param item that it is nested under; null for none
     */
    void read(int first, String literal, String info, Scope around, Draft item) {
        String language = info.strip().split("[\\s{]", 2)[0].toLowerCase(Locale.ROOT);
        String code = Blanks.unmask(literal);
        boolean form = TEXT.contains(language);
        boolean found = false;
        Scope scope = around;
        int number = first;
        for (String line : code.split("\n", -1)) {
            String bare = bare(line);
            if (form
                    && TITLE.matcher(bare).matches()
                    && Marks.boxAtStart(bare, false).isEmpty()) {
                scope = new Scope(around, Scope.COLON, bare, number);
            } else if (form ? isForm(line, bare, scope) : LISTED.matcher(line).matches()) {
                int triggers = findings.triggers();
                found |= entries.entry(List.of(new Row(number, bare, List.of())), scope, item, true) != null
                        || findings.triggers() > triggers;
            }
            number++;
        }
        if (item != null && !found) {
            item.commands.add(new Command(first, language, code.stripTrailing()));
        }
    }

    private static boolean isForm(String line, String bare, Scope scope) {
        boolean limit =
                scope.kind() == Section.Kind.TRIGGERS && !Thresholds.of(bare).isEmpty();
        return limit
                || Marks.boxAtStart(bare, false).isPresent()
                || Marks.boxAtEnd(bare).isPresent()
                || Blanks.of(line, 1).stream().anyMatch(blank -> !blank.label().isEmpty());
    }

    private static String bare(String line) {
        Matcher bullet = BULLET.matcher(line);
        return (bullet.lookingAt() ? line.substring(bullet.end()) : line).strip();
    }
}
