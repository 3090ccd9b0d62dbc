package io.jenkins.plugins.rolloutgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MarkdownReportTest {

    @Provide
    static Arbitrary<String> hostile() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "<img src=x onerror=alert(1)>",
                        "[x](javascript:alert(1)) ![y](http://example.com/z)",
                        "a | b | c",
                        "\n\n# not a heading\n- not a list\n",
                        "```\nnot the end of the log",
                        "\\| \\` \\\\",
                        "**bold** _it_ ~~gone~~ $x$ &lt; www.example.com a@example.com",
                        "\u0000\u001b[2J\u202E"),
                Arbitraries.strings().ofMinLength(1).ofMaxLength(40));
    }

    @Property(tries = 60)
    void hasTheSameStructureWhateverTheWordsAre(@ForAll("hostile") String words) {
        String plain = MarkdownReport.of(record("x").report());

        String text = MarkdownReport.of(record(words).report());

        assertThat(structure(text)).isEqualTo(structure(plain));
    }

    @Property(tries = 10)
    void hasTheSameStructureWhateverTheWordsOfACanaryAre(@ForAll("hostile") String words) {
        String plain =
                MarkdownReport.of(CanaryRecords.waiting(word -> word + "x").report());

        String text =
                MarkdownReport.of(CanaryRecords.waiting(word -> word + words).report());

        assertThat(structure(text)).isEqualTo(structure(plain));
    }

    @Example
    void tellsACanarysObjectivesAndPhases() {
        String text = MarkdownReport.of(CanaryRecords.promoted().report());

        assertThat(text)
                .contains("## Objectives", "## Ramp")
                .contains("p95 \\< 400 ms")
                .contains("| DONE | a person | go by jana: looks good, support is on duty |");
    }

    private static SampleRecords record(String words) {
        return SampleRecords.worded(word -> word + words)
                .switched()
                .decision("rollback", "short of pods")
                .log("pod", "last words")
                .requests(9, 7, 9, 8)
                .ended("ROLLED_BACK", "done");
    }

    /** What Markdown would take for markup: the unescaped special characters of each line, without fenced text. */
    private static String structure(String text) {
        return text.replaceAll("(?s)\n(`{3,})text\n.*?\n\\1\n", "\nfenced\n")
                .lines()
                .map(line -> line.replaceAll("\\\\.", "").replaceAll("[^|`<>\\[\\]*_#!&~$@\\\\]", ""))
                .collect(Collectors.joining("\n"));
    }

    @Example
    void tellsTheSameAsThePage() {
        String text = MarkdownReport.of(SampleRecords.good().report());

        assertThat(text)
                .startsWith("# streamgate 1.3 → 1.4: PROMOTED\n")
                .contains("**Traffic is safe: all on streamgate:1.4.**")
                .contains("| Deployment | 6.7 s | target under 5 min | MET |")
                .contains("| Service streamgate-active | selector version blue → green | rollout-gate | WRITTEN,")
                .contains("**Chain intact.**");
    }
}
