package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.rolloutgate.cli.Command.Result;
import io.jenkins.plugins.rolloutgate.testcluster.BlueGreenApplication;
import io.jenkins.plugins.rolloutgate.testcluster.TestCluster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real process of the built jar is killed as soon as an event stands in its record; recover must end it well. */
class KilledProcessIT {
    private static final Path JAR = Path.of("target/rollout-gate-cli.jar");
    private static final int REPLICAS = 2;
    private static final long LOOK_EVERY_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long AT_MOST_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path home;

    private final TestCluster cluster = TestCluster.shared();
    private final KubernetesClient client = cluster.client();
    private final String namespace = cluster.newNamespace();
    private Command command;

    @BeforeEach
    void createApplication() {
        new BlueGreenApplication(namespace, "web", "web:1", REPLICAS)
                .create(client)
                .awaitReady(client);
        command = Command.in(home);
    }

    /** Runs a release in a process of its own until its record has this text, and kills it there. */
    private void killAfter(String text) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString()));
        arguments.addAll(List.of("blue-green", "-n", namespace, "-a", "web", "--image", "web:2"));
        arguments.addAll(List.of("--kubeconfig", cluster.kubeconfig().toString()));
        arguments.addAll(List.of("--record", command.records().toString()));
        arguments.addAll(List.of("--watch", "500ms", "--drain", "500ms", "--scale-down-delay", "500ms"));
        if (cluster.isReal()) {
            arguments.add("--no-probe");
        }
        File log = home.resolve("log").toFile();
        Process process = new ProcessBuilder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        long end = System.nanoTime() + AT_MOST_NANOS;
        while (!record().contains(text) && process.isAlive() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        process.destroyForcibly().waitFor();
        assertThat(record()).as(Files.readString(log.toPath())).contains(text);
    }

    private String record() throws IOException {
        String[] releases = command.records().toFile().list();
        Path file = releases == null || releases.length == 0
                ? home.resolve("none")
                : command.records().resolve(releases[0]).resolve("record.jsonl");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private JsonNode recover(String... more) {
        Result result = command.run(
                List.of("recover", "--kubeconfig", cluster.kubeconfig().toString(), "-o", "json"), more);
        assertThat(result.code()).as(result.toString()).isIn(ExitCode.DONE, ExitCode.FAILED, ExitCode.HELD);
        return result.json().at("/releases/0");
    }

    private void assertEndedWell(JsonNode report) {
        String status = report.path("status").asText();
        String colour = client.services()
                .inNamespace(namespace)
                .withName("web-active")
                .get()
                .getSpec()
                .getSelector()
                .get("version");
        switch (status) {
            case "PROMOTED" ->
                assertThat(List.of(colour, replicas("green"), replicas("blue")))
                        .isEqualTo(List.of("green", REPLICAS, 0));
            case "ROLLED_BACK", "ABORTED" ->
                assertThat(List.of(colour, replicas("blue"), replicas("green")))
                        .isEqualTo(List.of("blue", REPLICAS, 0));
            default -> assertThat(status).as(report.path("reason").asText()).isEqualTo("HELD");
        }
        assertThat(report.at("/record/intact").asBoolean()).isTrue();
        assertNothingIsLocked();
    }

    private int replicas(String colour) {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web-" + colour)
                .get()
                .getSpec()
                .getReplicas();
    }

    private void assertNothingIsLocked() {
        Lease lease = client.leases()
                .inNamespace(namespace)
                .withName("rollout-gate-web-active")
                .get();
        assertThat(lease.getSpec().getHolderIdentity()).isNullOrEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"kind\":\"STARTED\"",
                "\"kind\":\"TRAFFIC\"",
                "\"kind\":\"BASELINE\"",
                "\"kind\":\"OWNED\"",
                "\"kind\":\"INTENT\",\"data\":{\"key\":\"prepare\"",
                "\"kind\":\"WRITTEN\",\"data\":{\"key\":\"prepare\"",
                "\"kind\":\"PROGRESS\"",
                "\"kind\":\"INTENT\",\"data\":{\"key\":\"switch\"",
                "\"kind\":\"WRITTEN\",\"data\":{\"key\":\"switch\"",
                "\"kind\":\"GATE\"",
                "\"kind\":\"DRAINED\"",
                "\"kind\":\"INTENT\",\"data\":{\"key\":\"scale-old\"",
                "\"kind\":\"WRITTEN\",\"data\":{\"key\":\"scale-old\""
            })
    void shouldEndWellWhateverEventWasTheLast(String event) throws Exception {
        killAfter(event);

        JsonNode report = recover();

        assertThat(report.path("status").asText()).isEqualTo("PROMOTED");
        assertEndedWell(report);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prepare", "switch", "scale-old"})
    void shouldBringItBackAfterEveryWrite(String write) throws Exception {
        killAfter("\"kind\":\"WRITTEN\",\"data\":{\"key\":\"" + write + "\"");

        JsonNode report = recover("--abort");

        assertThat(report.path("status").asText()).isEqualTo("ABORTED");
        assertEndedWell(report);
    }

    @Test
    void shouldGiveBackTheLeaseOfAReleaseThatIsOver() throws Exception {
        killAfter("\"kind\":\"ENDED\"");

        recover();

        assertNothingIsLocked();
        assertThat(replicas("green")).isEqualTo(REPLICAS);
    }

    @Test
    void shouldGoOnFromTheLeaseWhereTheRecordIsGone() throws Exception {
        killAfter("\"kind\":\"WRITTEN\",\"data\":{\"key\":\"switch\"");
        String release = command.records().toFile().list()[0];
        Files.move(command.records(), home.resolve("lost"));

        JsonNode report = recover("-n", namespace, "--service", "web-active");

        assertThat(report.path("release").asText()).isEqualTo(release);
        assertThat(report.path("status").asText()).isEqualTo("PROMOTED");
        assertEndedWell(report);
    }
}
