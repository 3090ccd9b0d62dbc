package io.jenkins.plugins.rolloutgate.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of a document is dropped: every line is some part of it, and every word of a line is in what that part holds. */
class LineAccountTest {

    @ParameterizedTest
    @ValueSource(strings = {"team-plan", "status-report", "go-live", "launch-day", "deployment-checklist"})
    void accountsForEveryLineAndWordOfADocument(String name) {
        assertAccounted(Documents.read(name));
    }

    @Property(tries = 400)
    void accountsForEveryLineAndWordWhateverIsPutTogether(@ForAll("documents") String document) {
        assertAccounted(Documents.of(document));
    }

    @Property(tries = 400)
    void findsEveryBoxOfAList(@ForAll("documents") String document) {
        Checklist read = Documents.of(document);

        long written =
                document.lines().filter(line -> line.matches("- \\[[ x]\\] .*")).count();

        assertThat(read.entries().stream()
                                .filter(item -> read.source().line(item.line()).matches("- \\[[ x]\\] .*")
                                        && item.box().isPresent())
                                .count()
                        + read.triggers().stream()
                                .filter(trigger ->
                                        read.source().line(trigger.line()).matches("- \\[[ x]\\] .*"))
                                .count())
                .isEqualTo(written);
    }

    @Provide
    Arbitrary<String> documents() {
        Arbitrary<String> lines = Arbitraries.of(
                "",
                "",
                "# Title alpha",
                "## Section beta",
                "### 08:30 - Watching (30 minutes)",
                "## Rollback Triggers",
                "## Sign-Off",
                "## Contacts",
                "**Morning slot**",
                "If healthy:",
                "plain words here",
                "- [ ] gamma item",
                "- [x] delta item ✅",
                "- [ ] Error rate < 0.1%",
                "- plain bullet",
                "  - [ ] nested box",
                "  - nested detail",
                "    - [ ] deeper box",
                "1. [ ] numbered box",
                "2. numbered text",
                "* ✓ claimed thing",
                "- P95 latency: _____ ms",
                "Tech lead sign-off: ______ (date: _____)",
                "```",
                "```bash",
                "  kubectl get pods",
                "> quoted [ ] words",
                "> - [ ] quoted box",
                "| Check | Done |",
                "|---|---|",
                "| smoke | [ ] |",
                "| Name | ✅ |",
                "<!-- gate: smoke -->",
                "<script>alert(1)</script>",
                "[link](https://example.com/a) and *emphasis* __strong__",
                "[ref]: https://example.com/ref",
                "---",
                "    indented code",
                "OR",
                "- Build it OR",
                "\\* escaped &amp; entity");
        return lines.list()
                .ofMinSize(1)
                .ofMaxSize(30)
                .map(list -> String.join("\n", list) + "\n\n## End\n\n- [ ] last box\n");
    }

    private static void assertAccounted(Checklist read) {
        int lines = read.source().lines().size();
        Part.Kind[] kinds = new Part.Kind[lines + 1];
        for (Part part : read.parts()) {
            for (int line = part.from(); line <= part.to(); line++) {
                assertThat(kinds[line]).as("line %d is one part only", line).isNull();
                kinds[line] = part.kind();
            }
        }
        for (int line = 1; line <= lines; line++) {
            String text = read.source().line(line);
            assertThat(kinds[line] == null).as("line %d: %s", line, text).isEqualTo(text.isBlank());
            if (kinds[line] != null && !kinds[line].isText()) {
                Set<String> held = words(held(read, line, kinds[line]));
                assertThat(held).as("line %d, %s: %s", line, kinds[line], text).containsAll(words(List.of(text)));
            }
        }
    }

    /** All that the parts of the model that are on this line say. */
    private static List<String> held(Checklist read, int line, Part.Kind kind) {
        List<String> held = new ArrayList<>();
        held.add(kind == Part.Kind.HEADING ? read.title() : "");
        read.sections().stream().filter(s -> s.line() <= line).forEach(s -> held.add(s.title()));
        read.triggers().stream().filter(t -> t.line() <= line).forEach(t -> held.add(t.text()));
        read.contacts().stream().filter(c -> c.line() <= line).forEach(c -> held.add(c.role() + " " + c.reach()));
        for (Item item : read.entries()) {
            if (item.line() <= line && line <= item.lastLine()) {
                held.add(item.text() + " " + item.role());
                item.blanks().forEach(blank -> held.add(String.join(" ", blank.options())));
            }
            Stream.concat(item.details().stream(), item.comments().stream())
                    .filter(detail -> detail.line() <= line)
                    .forEach(detail -> held.add(detail.text()));
            item.commands().stream()
                    .filter(command -> command.line() - 1 <= line)
                    .forEach(command -> held.add(command.language() + " " + command.text()));
        }
        return held;
    }

    private static Set<String> words(List<String> texts) {
        return texts.stream()
                .flatMap(text -> Arrays.stream(text.replace("&amp;", "&")
                        .replaceAll("\\[[xX]\\]", " ")
                        .toLowerCase(Locale.ROOT)
                        .split("[^\\p{L}\\p{N}]+")))
                .filter(word -> !word.isEmpty() && !word.matches("\\d{1,2}"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
