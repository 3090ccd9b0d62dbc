package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecklistCommandTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeAChecklist() throws IOException {
        file = folder.resolve("RELEASE.md");
        Files.writeString(file, """
                # Release
                ## Canary 10%
                - [ ] Error rate < 0.5%
                - [x] Runbook read
                ## Rollback Triggers
                - Error rate > 5%
                """);
    }

    @Test
    void showsWhatWasRead() {
        Command.Result shown = run("show", file.toString());

        assertThat(shown.code()).isZero();
        assertThat(shown.out().lines().map(String::stripTrailing))
                .containsExactly(
                        "Release",
                        "2 items, 2 boxes, 1 trigger, 1 threshold",
                        "",
                        "Canary 10%",
                        " 3 [ ] Error rate < 0.5%  (limit Error rate < 0.5 %)",
                        " 4 [x] Runbook read  (ticked in the file, open until proven)",
                        "",
                        "Rollback triggers  bad when met, no progress",
                        "   6 roll back   Error rate > 5%");
    }

    @Test
    void givesTheSameAsJson() {
        Command.Result shown = run("show", file.toString(), "-o", "json");

        assertThat(shown.json().path("counts").path("items").asInt()).isEqualTo(2);
        assertThat(shown.json().path("items").get(1).path("claimed").asText()).isEqualTo("DONE");
        assertThat(shown.json().path("criteria").get(0).path("objective").asText())
                .isEqualTo("error rate <= 5 %");
    }

    @Test
    void proposesAFileThatItReadsFromThenOn() throws IOException {
        Command.Result suggested = run("suggest", file.toString());
        Files.writeString(folder.resolve("RELEASE.bind.yaml"), suggested.out());

        Command.Result shown = run("show", file.toString());

        assertThat(suggested.code()).isZero();
        assertThat(suggested.out())
                .startsWith("# Proofs proposed for 1 of 2 lines of RELEASE.md. Take out what is not meant,");
        assertThat(run("suggest", file.toString()).out())
                .startsWith("# Proofs proposed for 0 of 2 lines of RELEASE.md; 1 have one already. Take out what is"
                        + " not meant, and add the rest to RELEASE.bind.yaml.");
        assertThat(shown.out()).contains("→ proven by slo error rate < 0.5 % at 10%");
    }

    @Test
    void saysInOneLineWhatIsWrongWithABinding() throws IOException {
        Files.writeString(folder.resolve("RELEASE.bind.yaml"), "bind:\n  Runbook read: smoke\n");

        Command.Result shown = run("show", file.toString());

        assertThat(shown.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(shown.err())
                .startsWith("rollout-gate: " + file + ": bindings, line 2: unknown proof 'smoke': use gate, slo");
    }

    @Test
    void refusesWhatIsNoChecklist() throws IOException {
        Path picture = Files.write(folder.resolve("a.md"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 0});
        Path notes = Files.writeString(folder.resolve("b.md"), "# Notes\n");

        assertThat(run("show", picture.toString()).err())
                .isEqualTo("rollout-gate: " + picture + " is no text: give a Markdown file\n");
        assertThat(run("show", notes.toString()).err())
                .isEqualTo("rollout-gate: " + notes
                        + " has no checkbox, no blank and no claim: write items as '- [ ] what is to be done'\n");
        assertThat(run("show", "none.md").err()).isEqualTo("rollout-gate: none.md: there is no such file\n");
        assertThat(run("show", notes.toString()).code()).isEqualTo(ExitCode.WRONG_USE);
    }

    private Command.Result run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "checklist";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Command.in(folder).run(all);
    }
}
