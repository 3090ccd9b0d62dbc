package io.jenkins.plugins.rolloutgate.report.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.run.checklist.People;
import io.jenkins.plugins.rolloutgate.run.checklist.Signer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecklistExportTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deployment-checklist",
                "go-live",
                "launch-day",
                "team-plan",
                "night-release",
                "hotfix",
                "operations",
                "sign-off-sheet",
                "migration"
            })
    void givesADocumentBackAsItWasWhenNothingWasDoneAndNothingClaimed(String name) throws Exception {
        String document = text(name)
                .replace("[x]", "[ ]")
                .replace("☑", "☐")
                .replaceAll("[✅✓]", "")
                .replace("⏳", "")
                .replace("❌", "");

        String export = ChecklistMarkdown.of(new SampleChecklist(folder, document).report());

        assertThat(export).isEqualTo(document);
    }

    @ParameterizedTest
    @ValueSource(strings = {"- [ ] a\r\n\r\nText  \r\n", "\uFEFF- [ ] a", "- [ ] a\n\n\n"})
    void keepsLineEndsAndByteOrderMark(String document) throws Exception {
        assertThat(ChecklistMarkdown.of(new SampleChecklist(folder, document).report()))
                .isEqualTo(document);
    }

    @Test
    void changesNothingButBoxesBlanksAndWhoHasSaidSo() throws Exception {
        List<String> before = SampleChecklist.DOCUMENT.lines().toList();

        List<String> after =
                ChecklistMarkdown.of(SampleChecklist.report(folder)).lines().toList();

        assertThat(after).hasSameSizeAs(before);
        List<String> changed =
                after.stream().filter(line -> !before.contains(line)).toList();
        assertThat(changed)
                .containsExactly(
                        "- [x] Image is in the registry — passed, 2026-11-26 01:00:00 UTC",
                        "- [x] Smoke tests pass <!-- gate: gate smoke --> — passed, 2026-11-26 01:00:02 UTC",
                        "- [x] Change request approved, number: CHG-20418 — signed by jana, 2026-11-26 01:00:00 UTC",
                        "- [ ] Label printer answers 200 <!-- gate: gate printer --> — FAILED, 2026-11-26 01:00:03 UTC: 503",
                        "- [ ] Load test on staging at twice the peak — waived by paul, 2026-11-26 01:00:00 UTC: staging has no"
                                + " database since Tuesday");
    }

    @Test
    void takesAClaimBackThatNothingProves() throws Exception {
        assertThat(ChecklistMarkdown.of(new SampleChecklist(folder, "- [x] Done, says the file\n- [X] So\n").report()))
                .isEqualTo("- [ ] Done, says the file\n- [ ] So\n");
    }

    @Test
    void staysATableWhereSomethingIsSignedInOne() throws Exception {
        SampleChecklist sample =
                new SampleChecklist(folder, "| Step | Done |\n|---|---|\n| Dashboards looked at | [ ] |\n");
        String id = sample.report().checklist().items().get(0).id();
        new People(sample.record()).tick(Signer.authenticated("jana | admin", "session"), id, "", Map.of());

        assertThat(ChecklistMarkdown.of(sample.report()).lines().toList().get(2))
                .isEqualTo("| Dashboards looked at | [x] signed by jana \\| admin, 2026-11-26 01:00:00 UTC |");
    }

    @Test
    void writesASignatureIntoItsCell() throws Exception {
        SampleChecklist sample = new SampleChecklist(folder, text("sign-off-sheet"));
        String id = sample.report().checklist().items().get(0).id();
        new People(sample.record())
                .tick(Signer.authenticated("tanaka", "session"), id, "", Map.of(0, "Mei Tanaka", 1, "2026-11-26"));

        List<String> lines = ChecklistMarkdown.of(sample.report()).lines().toList();

        assertThat(lines.get(4)).isEqualTo("| Tech lead | Mei | Mei Tanaka | 2026-11-26 |");
    }

    @Test
    void writesNamesAndReasonsAsMereText() throws Exception {
        SampleChecklist sample = new SampleChecklist(folder, "- [ ] A\n- [ ] B\n");
        new People(sample.record())
                .waive(Signer.authenticated("<b>x</b>", "session"), "A", "see [here](javascript:alert(1))\n- [x] B");

        assertThat(ChecklistMarkdown.of(sample.report()))
                .isEqualTo("- [ ] A — waived by \\<b\\>x\\</b\\>, 2026-11-26 01:00:00 UTC: see"
                        + " \\[here\\](javascript:alert(1)) - \\[x\\] B\n- [ ] B\n");
    }

    @Test
    void isATableForOtherPrograms() throws Exception {
        SampleChecklist sample = new SampleChecklist(folder, "# R\n- [ ] =cmd, \"quoted\"\n");

        assertThat(ChecklistCsv.of(sample.report()).lines())
                .hasSize(2)
                .last()
                .asString()
                .contains(",\"'=cmd, \"\"quoted\"\"\",OPEN,,,,,");
    }

    @Test
    void isATableThatNoSpreadsheetTakesForFormulas() throws Exception {
        SampleChecklist sample = new SampleChecklist(folder, "# R\n- [ ] a;=cmd \u202Etxt\n");

        assertThat(ChecklistCsv.of(sample.report())).contains(",\"a;=cmd \uFFFDtxt\",OPEN");
    }

    @Test
    void tellsProgramsHowEveryItemStands() throws Exception {
        JsonNode json = ChecklistStatusJson.of(SampleChecklist.report(folder));

        assertThat(json.path("done").asInt()).isEqualTo(4);
        assertThat(json.path("items").findValuesAsText("status"))
                .contains("PASSED", "FAILED", "SIGNED", "WAIVED", "OPEN");
        assertThat(json.path("signOffs")
                        .get(0)
                        .path("approvedBy")
                        .get(0)
                        .path("actor")
                        .asText())
                .isEqualTo("jana");
        assertThat(json.path("releases").get(0).path("release").asText()).isEqualTo("checkout-7");
    }

    private static String text(String name) throws IOException {
        String path = "/io/jenkins/plugins/rolloutgate/checklist/" + name + ".md";
        try (InputStream in = ChecklistExportTest.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
