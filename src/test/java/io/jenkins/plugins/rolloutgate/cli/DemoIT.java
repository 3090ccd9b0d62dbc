package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as people run it, from the built jar. */
class DemoIT {
    @TempDir
    private Path home;

    @Test
    void shouldLoseNoRequestInAnyOfItsReleases() throws Exception {
        File out = home.resolve("out").toFile();
        File err = home.resolve("err").toFile();

        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        "target/rollout-gate-cli.jar",
                        "demo",
                        "--record",
                        home.toString(),
                        "-o",
                        "json")
                .redirectOutput(out)
                .redirectError(err)
                .start()
                .waitFor();

        JsonNode result = Json.parse(Files.readString(out.toPath()));
        assertThat(code).as(Files.readString(err.toPath())).isZero();
        assertThat(result.path("passed").asBoolean()).isTrue();
        assertThat(result.path("releases").findValuesAsText("title"))
                .contains(
                        "A good release", "A bad release", "A rollback by hand", "A good canary", "A canary that errs");
        JsonNode good = result.at("/releases/0");
        assertThat(good.path("failed").asLong()).isZero();
        assertThat(good.path("sent").asLong()).isGreaterThan(100);
        assertThat(good.at("/report/traffic/counted").asBoolean()).isTrue();
        assertThat(good.at("/report/requests/0/failed").asLong()).isZero();
        assertThat(Path.of(good.at("/report/files/html").asText())).exists();
    }
}
