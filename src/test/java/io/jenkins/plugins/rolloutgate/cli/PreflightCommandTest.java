package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cli.Command.Result;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.testcluster.BlueGreenApplication;
import io.jenkins.plugins.rolloutgate.testcluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code preflight} on the cluster of the tests; the playground has only what releases need, and that is said. */
class PreflightCommandTest {
    @TempDir
    private Path home;

    private final TestCluster cluster = TestCluster.shared();
    private Command command;
    private String namespace;

    @BeforeEach
    void createApplication() {
        namespace = cluster.newNamespace();
        command = Command.in(home);
    }

    private Result preflight(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("preflight", "--kubeconfig", cluster.kubeconfig().toString(), "-n", namespace, "-a", "web"));
        arguments.addAll(List.of(more));
        return command.run(arguments);
    }

    private static Map<String, String> statuses(Result result) {
        return StreamSupport.stream(Json.parse(result.out()).path("checks").spliterator(), false)
                .collect(Collectors.toMap(
                        check -> check.path("name").asText(),
                        check -> check.path("status").asText()));
    }

    @Test
    void findsWhatAnApplicationLacksAndChangesNothing() {
        new BlueGreenApplication(namespace, "web", "web:1", 2)
                .create(cluster.client())
                .awaitReady(cluster.client());

        Result result = preflight("-o", "json");

        assertThat(statuses(result))
                .containsEntry("deployments", "PASS")
                .containsEntry("way-back", "PASS")
                .containsEntry("requests", "FAIL");
        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        if (cluster.isReal()) {
            assertThat(statuses(result))
                    .containsEntry("api-version", "PASS")
                    .containsEntry("permissions", "PASS")
                    .containsEntry("nodes", "PASS")
                    .containsEntry("quota", "NOT_APPLICABLE");
        }
    }

    @Test
    void tellsPeopleWhatIsMissingAndWhatToDo() {
        Result result = preflight("--only", "deployments");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out())
                .contains("deployments", "FAIL", "namespace " + namespace + " has no deployment web-blue, web-green")
                .contains("create it, or name the deployments that are there");
    }

    @Test
    void refusesChecksThatAreNotThereAndApplicationsWithoutAName() {
        Result unknown = preflight("--only", "nodes,moon");
        Result nameless = command.run(List.of("preflight"));

        assertThat(unknown.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(unknown.err())
                .contains("the checks are api-version, permissions, nodes")
                .hasLineCount(1);
        assertThat(nameless.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(nameless.err()).contains("name what is released").hasLineCount(1);
    }

    @Test
    void ticksTheItemsOfAChecklist() throws IOException {
        Path file = Files.writeString(home.resolve("R.md"), "- [ ] Both sides <!-- gate: check deployments -->\n");
        Result started = command.run(List.of("checklist", "start", file.toString(), "-o", "json"));
        String id = Json.parse(started.out()).path("id").asText();

        preflight("--only", "deployments", "--checklist", id);

        assertThat(command.run(List.of("checklist", "status", id)).out())
                .contains("FAILED Both sides (namespace " + namespace);
    }

    @Test
    void saysHowLongEachCheckTook() {
        JsonNode first =
                Json.parse(preflight("-o", "json").out()).path("checks").get(0);

        assertThat(first.path("millis").isNumber()).isTrue();
    }
}
