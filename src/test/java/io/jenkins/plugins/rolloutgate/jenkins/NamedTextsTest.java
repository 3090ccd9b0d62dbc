package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedTextsTest {

    @Test
    void areLinesInAForm() {
        assertThat(NamedTexts.read("bind", "Smoke tests pass = gate smoke\n\n P95 <= 400 ms = slo p95 <= 400 ms \n"))
                .containsExactly(
                        Map.entry("Smoke tests pass", "gate smoke"), Map.entry("P95 <= 400 ms", "slo p95 <= 400 ms"));
    }

    @Test
    void areAMapInAPipelineWhateverItsTextsAre() {
        Map<String, Object> arguments = Map.of("bind", Map.of("A = \"B\"", 5), "file", "RELEASE.md");

        Map<String, Object> read = NamedTexts.instead(arguments, List.of("bind", "values"));

        assertThat(read).containsEntry("file", "RELEASE.md");
        assertThat(NamedTexts.read("bind", (String) read.get("bind"))).containsExactly(Map.entry("A = \"B\"", "5"));
    }

    @Test
    void tellWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamedTexts.read("subject", "image: shop:1"))
                .withMessage("subject: write NAME = TEXT, not 'image: shop:1'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamedTexts.read("subject", "{image"))
                .withMessage("subject: write NAME = TEXT, one in each line");
    }
}
