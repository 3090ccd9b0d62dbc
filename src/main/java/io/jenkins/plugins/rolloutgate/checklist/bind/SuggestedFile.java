package io.jenkins.plugins.rolloutgate.checklist.bind;

import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.Selector;
import io.jenkins.plugins.rolloutgate.checklist.bind.Suggestions.Suggestion;
import io.jenkins.plugins.rolloutgate.slo.Severity;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Proposals as the YAML that is kept beside a checklist: {@link BindingFile} reads it back. */
public final class SuggestedFile {
    private SuggestedFile() {}

    public static String of(Checklist checklist, List<Suggestion> suggestions) {
        Selector selector = new Selector(checklist);
        StringBuilder yaml = new StringBuilder("bind:\n");
        for (Suggestion suggestion : suggestions) {
            yaml.append("  # line ")
                    .append(suggestion.item().line())
                    .append('\n')
                    .append("  ")
                    .append(quoted(selector.name(suggestion.item())))
                    .append(": ")
                    .append(quoted(suggestion.binding()))
                    .append('\n');
        }
        List<Criteria.Criterion> criteria = Criteria.of(checklist);
        if (!criteria.isEmpty()) {
            yaml.append("# Its rollback triggers, as objectives of a release:\n");
            criteria.forEach(criterion -> yaml.append("#   ")
                    .append(criterion.severity().name().toLowerCase(Locale.ROOT))
                    .append(criterion.severity() == Severity.ROLLBACK ? "     " : "  ")
                    .append(criterion.objective())
                    .append("   (line ")
                    .append(criterion.line())
                    .append(")\n"));
        }
        return yaml.toString();
    }

    /** Double quotes, in which YAML reads escapes as JSON does. */
    private static String quoted(String text) {
        return text.codePoints()
                .mapToObj(c -> c == '"' || c == '\\'
                        ? "\\" + (char) c
                        : c < ' ' || c == 0x7F || c == 0x85 || (c >= 0x2028 && c <= 0x2029)
                                ? String.format(Locale.ROOT, "\\u%04x", c)
                                : Character.toString(c))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
