package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.checklist.ChecklistReader;
import io.jenkins.plugins.rolloutgate.checklist.SourceText;
import io.jenkins.plugins.rolloutgate.checklist.bind.Bindings;
import io.jenkins.plugins.rolloutgate.cli.Command.Result;
import io.jenkins.plugins.rolloutgate.manifest.Manifest;
import io.jenkins.plugins.rolloutgate.slo.openslo.OpenSlo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
    @TempDir
    private Path home;

    private Result init(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "init",
                home.resolve("deploy").toString(),
                "-a",
                "checkout",
                "-n",
                "shop",
                "--image",
                "registry/checkout:1.4"));
        arguments.addAll(List.of(more));
        return Command.in(home).run(arguments.toArray(String[]::new));
    }

    private String written(String file) throws IOException {
        return Files.readString(home.resolve("deploy").resolve(file));
    }

    @Test
    void writesManifestsWithoutAnythingLeftToFillIn() throws IOException {
        Result result = init();

        assertThat(result.code()).isZero();
        for (String file : result.out()
                .lines()
                .filter(line -> line.startsWith(home.toString()))
                .toList()) {
            assertThat(Files.readString(Path.of(file))).as(file).doesNotContainPattern("@[a-z]+@");
        }
        assertThat(Manifest.read("application.yaml", written("blue-green/application.yaml")))
                .extracting(Manifest::toString)
                .containsExactly(
                        "Deployment checkout-blue",
                        "Deployment checkout-green",
                        "Service checkout-active",
                        "Service checkout-preview");
    }

    @Test
    void grantsWhatTheDocumentsSayAndNothingElse() throws IOException {
        init();

        JsonNode documented = role(Files.readString(Path.of("docs/rbac.yaml")));
        assertThat(role(written("base/rbac.yaml"))).isEqualTo(documented);
    }

    private static JsonNode role(String yaml) {
        return Manifest.read("rbac.yaml", yaml).stream()
                .filter(manifest -> manifest.kind().equals("Role"))
                .map(manifest -> manifest.object().path("rules"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void writesAChecklistWhoseBindingsAllHold() throws IOException {
        init();

        var checklist = ChecklistReader.read(SourceText.of(written("RELEASE.md").getBytes(StandardCharsets.UTF_8)));
        Bindings bindings = Bindings.of(checklist, List.of(), Map.of());

        assertThat(bindings.problems()).isEmpty();
        assertThat(bindings.byItem()).hasSize(9);
    }

    @Test
    void writesObjectivesThatAreRead() throws IOException {
        init();

        assertThat(OpenSlo.read(written("slo.yaml"), "prometheus", OpenSlo.Judged.BY_RELEASE)
                        .objectives())
                .hasSize(1);
    }

    @Test
    void overwritesNothing() throws IOException {
        init();
        Files.writeString(home.resolve("deploy/RELEASE.md"), "ours");

        Result again = init();

        assertThat(again.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(again.err()).endsWith("is there already: name an empty folder, nothing is overwritten\n");
        assertThat(written("RELEASE.md")).isEqualTo("ours");
    }

    @Test
    void writesKeysOfASecretButNeverAValue() throws IOException {
        assertThat(init("--secret", "TOKEN,PASSWORD").code()).isZero();
        assertThat(written("base/secret.yaml")).contains("  TOKEN: \"\"\n  PASSWORD: \"\"");
    }

    @Test
    void refusesAValueOfASecretWithoutRepeatingIt() {
        Result refused = init("--secret", "TOKEN=hunter2");

        assertThat(refused.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(refused.err()).contains("--secret takes keys only").doesNotContain("hunter2");
        assertThat(home.resolve("deploy")).doesNotExist();
    }

    @Test
    void refusesNamesThatKubernetesWouldNotTake() {
        Result refused = Command.in(home).run("init", "-a", "Check Out", "--image", "a:1");

        assertThat(refused.err()).isEqualTo("rollout-gate: application 'Check Out' is not a Kubernetes name\n");
    }
}
