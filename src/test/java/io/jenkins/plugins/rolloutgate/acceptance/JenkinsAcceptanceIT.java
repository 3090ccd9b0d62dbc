package io.jenkins.plugins.rolloutgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.playground.BlueGreenApp;
import io.jenkins.plugins.rolloutgate.playground.Options;
import io.jenkins.plugins.rolloutgate.playground.Playground;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The plugin as its users see it: a real Jenkins, driven over HTTP, that releases on the playground. */
@EnabledIfEnvironmentVariable(
        named = "JENKINS_WAR",
        matches = ".+",
        disabledReason = "JENKINS_WAR and JENKINS_PLUGINS_DIR do not say where a real Jenkins is")
class JenkinsAcceptanceIT {

    @TempDir
    static Path home;

    private static Playground playground;
    private static JenkinsProcess jenkins;

    @BeforeAll
    static void startJenkins() throws IOException {
        playground = Playground.start(Options.FAST);
        jenkins = new JenkinsProcess(home, playground.apiServerUrl());
        jenkins.start();
        jenkins.createFolder("team");
        jenkins.createFolder("other");
    }

    @AfterAll
    static void stopJenkins() throws InterruptedException {
        jenkins.stop();
        playground.close();
    }

    @Test
    void releasesFromAPipelineAndShowsTheReport() throws IOException {
        application("one");
        jenkins.createPipeline("team", "one", """
                def release = blueGreenDeploy(namespace: 'shop', application: 'one', image: 'one:2',
                        watch: 0, drain: '0s', scaleDownDelay: '0s') {
                    echo "tests of ${env.ROLLOUT_GATE_DEPLOYMENT} with ${env.ROLLOUT_GATE_IMAGE}"
                }
                echo "returned ${release.outcome}, ${release.activeColour} has ${release.newImage}"
                """);

        jenkins.build("/job/team/job/one");

        String build = "/job/team/job/one/1";
        assertThat(jenkins.awaitResult(build)).isEqualTo("SUCCESS");
        assertThat(jenkins.get(build + "/consoleText"))
                .contains("tests of one-green with one:2", "returned PROMOTED, one-green has one:2", "head sha256:")
                .doesNotContain("pipeline-cps-method-mismatches");
        assertThat(jenkins.get(build + "/")).contains("PROMOTED", "Traffic is safe: all on one:2");
        JsonNode release = release(build).orElseThrow();
        assertThat(release.at("/summary/status").asText()).isEqualTo("PROMOTED");
        String page = build + "/rollout-gate-" + release.path("release").asText() + "/";
        assertThat(jenkins.get(page)).contains("<main class=\"rg\">", "CHAIN INTACT");
        assertThat(jenkins.get(page + "record.jsonl")).contains("\"actor\":\"dev\",\"kind\":\"STARTED\"");
        assertThat(jenkins.json(page + "report.json").path("status").asText()).isEqualTo("PROMOTED");
        assertThat(jenkins.get(page + "report.html")).startsWith("<!DOCTYPE html>");
        assertThat(jenkins.get(page + "report.md")).contains("PROMOTED");
    }

    @Test
    void finishesAReleaseAfterACrashOfTheController() throws Exception {
        application("two");
        jenkins.createPipeline("team", "two", """
                echo 'returned ' + blueGreenDeploy(namespace: 'shop', application: 'two', image: 'two:2',
                        watch: '10s', drain: '0s', scaleDownDelay: '0s').outcome
                """);
        jenkins.build("/job/team/job/two");
        String build = "/job/team/job/two/1";
        jenkins.awaitLog(build, "watching 3 pods");

        jenkins.kill();
        jenkins.start();

        assertThat(jenkins.awaitResult(build)).isEqualTo("SUCCESS");
        assertThat(jenkins.get(build + "/consoleText"))
                .contains("another process goes on with the release", "returned PROMOTED");
    }

    @Test
    void rollsBackWhenTheBuildIsStopped() throws IOException {
        application("three");
        jenkins.createPipeline("team", "three", """
                blueGreenDeploy namespace: 'shop', application: 'three', image: 'three:2', watch: '5m'
                """);
        jenkins.build("/job/team/job/three");
        String build = "/job/team/job/three/1";
        jenkins.awaitLog(build, "watching 3 pods");

        jenkins.post(build + "/stop", "");

        assertThat(jenkins.awaitResult(build)).isEqualTo("ABORTED");
        assertThat(jenkins.get(build + "/consoleText")).contains("stop asked by dev", "the traffic is back on three:1");
        assertThat(release(build).orElseThrow().at("/summary/status").asText()).isEqualTo("ABORTED");
    }

    @Test
    void refusesAJobOutsideTheAllowedFolderBeforeAnythingIsTouched() throws IOException {
        application("four");
        jenkins.createPipeline("other", "four", """
                blueGreenDeploy namespace: 'shop', application: 'four', image: 'four:2', cluster: 'playground'
                """);
        Map<String, Long> before = writes();

        jenkins.build("/job/other/job/four");

        String build = "/job/other/job/four/1";
        assertThat(jenkins.awaitResult(build)).isEqualTo("FAILURE");
        assertThat(jenkins.get(build + "/consoleText"))
                .contains("ERROR: jobs in folder other may not use cluster playground: ");
        assertThat(release(build)).isEmpty();
        assertThat(writes()).isEqualTo(before);
    }

    private static void application(String name) {
        playground.deployBlueGreen(new BlueGreenApp("shop", name, name + ":1", 3));
    }

    private static Map<String, Long> writes() {
        Map<String, Long> counts = playground.requests().snapshot();
        counts.keySet().removeIf(key -> key.matches("(get|list|watch) .*"));
        return counts;
    }

    private static Optional<JsonNode> release(String build) throws IOException {
        return StreamSupport.stream(
                        jenkins.json(build + "/api/json").path("actions").spliterator(), false)
                .filter(action -> action.has("release"))
                .findFirst();
    }
}
