package io.jenkins.plugins.rolloutgate.checklist;

import java.util.List;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Reads Markdown as teams write it into a {@link Checklist}.
 *
 * <p>CommonMark tells how blocks are nested; what a line of them means is told here, as people have more ways to write a box
 * than any dialect knows. Takes time in proportion to the length of the document.
 *
 * @see <a href="https://spec.commonmark.org/">CommonMark</a>
 * @see <a href="https://github.github.com/gfm/">GitHub Flavored Markdown, for tables</a>
 */
public final class ChecklistReader {
    /** Deeper nesting is nobody's checklist, and is read as text. */
    private static final int DEEPEST = 200;
    /** Longer lines are not written by people, and are left out of account. */
    private static final int LONGEST_LINE = 8000;

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
            .build();

    private ChecklistReader() {}

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException in one line, if it has neither boxes nor fields nor claims
     */
    public static Checklist read(SourceText source) {
        Findings findings = new Findings(source);
        Node document = PARSER.parse(markdown(source, findings));
        new BlockWalk(source, findings, isTitled(document)).blocks(document, null);
        Checklist read = findings.checklist();
        if (read.entries().isEmpty() && read.triggers().isEmpty()) {
            throw new IllegalArgumentException(
                    "has no checkbox, no blank and no claim: write items as '- [ ] what is to be done'");
        }
        return read;
    }

    /** The first heading is the document's title if no other is of its level. */
    private static boolean isTitled(Node document) {
        int titles = 0;
        Heading first = null;
        for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
            if (block instanceof Heading heading) {
                first = first == null ? heading : first;
                titles += heading.getLevel() <= first.getLevel() ? 1 : 0;
            }
        }
        return titles == 1 && first.getLevel() == 1;
    }

    /** The same number of lines, with all of what Markdown is not to see blanked out. */
    private static String markdown(SourceText source, Findings findings) {
        int matter = frontMatter(source);
        findings.keep(Part.Kind.TEXT, 1, matter, Scope.TOP);
        int[] number = {0};
        return source.lines().stream()
                .map(line -> {
                    number[0]++;
                    if (line.text().length() > LONGEST_LINE) {
                        findings.note(
                                number[0], "is longer than " + LONGEST_LINE + " characters and was taken for text");
                        return "";
                    }
                    return number[0] <= matter ? "" : Blanks.mask(line.text());
                })
                .collect(Collectors.joining("\n"));
    }

    /** Number of the line that ends the YAML in front of the text; 0 if there is none, as when a rule stands above items. */
    private static int frontMatter(SourceText source) {
        if (source.lines().isEmpty() || !source.line(1).stripTrailing().equals("---")) {
            return 0;
        }
        for (int number = 2; number <= source.lines().size(); number++) {
            String line = source.line(number).stripTrailing();
            if (line.equals("---") || line.equals("...")) {
                return number;
            }
            boolean item = line.matches("\\s*[-*+] \\[[ xX]] .*");
            if (item || (!line.isBlank() && !line.matches("#.*|[\\s-].*|[\\w.-]+\\s*:.*"))) {
                return 0;
            }
        }
        return 0;
    }
}
