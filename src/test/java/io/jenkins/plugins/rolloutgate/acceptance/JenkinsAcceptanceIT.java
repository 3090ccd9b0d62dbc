package io.jenkins.plugins.rolloutgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.playground.BlueGreenApp;
import io.jenkins.plugins.rolloutgate.playground.CanaryApp;
import io.jenkins.plugins.rolloutgate.playground.Options;
import io.jenkins.plugins.rolloutgate.playground.Playground;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final String FORM = "action=\"decide\"";

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

    @Test
    void asksOnlyThosePeopleThatAreNamedAndGoesOnWithTheirAnswerAfterARestart() throws Exception {
        canary("five");
        jenkins.createPipeline("team", "five", """
                pipeline {
                    agent none
                    stages {
                        stage('canary') {
                            steps {
                                canaryRollout image: 'five:2', phases: '25%:1s:ask, 100%:1s', from: 'ops',
                                        timeout: 300, scaleDownDelay: 0
                            }
                        }
                    }
                }
                """);
        jenkins.build("/job/team/job/five");
        String build = "/job/team/job/five/1";
        jenkins.awaitLog(build, "question to ops");
        String page = page(build);
        String question = question(page);

        assertThat(jenkins.getAs("dev", page)).contains("Asked of ops").doesNotContain(FORM);
        assertThat(jenkins.decideAs("dev", page, question, "go")).isEqualTo(403);
        jenkins.kill();
        jenkins.start();

        assertThat(jenkins.getAs("ops", page)).contains(FORM, question);
        assertThat(jenkins.decideAs("dev", page, question, "go")).isEqualTo(403);
        assertThat(jenkins.decideAs("ops", page, question, "go")).isEqualTo(200);
        assertThat(jenkins.awaitResult(build)).isEqualTo("SUCCESS");
        assertThat(jenkins.get(page + "record.jsonl"))
                .contains("\"actor\":\"ops\",\"kind\":\"ANSWERED\"")
                .doesNotContain("\"actor\":\"dev\",\"kind\":\"ANSWERED\"");
        assertThat(release(build).orElseThrow().at("/summary/status").asText()).isEqualTo("PROMOTED");
    }

    @Test
    void bringsAllTrafficBackWhenAPersonSaysNo() throws Exception {
        canary("six");
        jenkins.createPipeline("team", "six", """
                canaryRollout image: 'six:2', phases: '25%:1s:ask, 100%:1s', scaleDownDelay: 0
                """);
        jenkins.build("/job/team/job/six");
        String build = "/job/team/job/six/1";
        jenkins.awaitLog(build, "question to ");
        String page = page(build);

        assertThat(jenkins.decideAs("dev", page, question(page), "no-go")).isEqualTo(200);

        assertThat(jenkins.awaitResult(build)).isEqualTo("FAILURE");
        assertThat(release(build).orElseThrow().at("/summary/status").asText()).isEqualTo("ROLLED_BACK");
    }

    @Test
    void checksBeforeAReleaseWhatCanBeToldAndTicksTheChecklist() throws IOException {
        application("ten");
        jenkins.createPipeline("team", "ten", """
                releaseChecklist text: '# Ten\\n- [ ] Both colours <!-- gate: check deployments -->\\n'
                def found = releasePreflight namespace: 'shop', application: 'ten', checks: 'deployments, way-back'
                echo 'found ' + found.deployments + ' and ' + found['way-back']
                releasePreflight namespace: 'shop', application: 'eleven', checks: 'deployments', onFailure: 'unstable'
                releasePreflight namespace: 'shop', application: 'eleven', checks: 'deployments'
                """);

        jenkins.build("/job/team/job/ten");

        String build = "/job/team/job/ten/1";
        assertThat(jenkins.awaitResult(build)).isEqualTo("FAILURE");
        assertThat(jenkins.get(build + "/consoleText"))
                .contains(
                        "deployments: PASS, ten-blue, ten-green exist",
                        "found PASS and PASS",
                        "ERROR: releasePreflight: deployments: namespace shop has no deployment eleven-blue, eleven-green");
        assertThat(jenkins.get(build + "/release-checklist/record.jsonl"))
                .contains("\"gate\":\"check deployments\",\"verdict\":\"PASS\"");
    }

    @Test
    void saysWhatStandsInTheWayOfAnAutoscaler() throws Exception {
        application("twelve");
        jenkins.createPipeline("team", "twelve", """
                catchError { hpaConfigure namespace: 'shop', application: 'twelve', plan: true }
                vpaConfigure namespace: 'shop', deployment: 'twelve-blue', mode: 'Off', plan: true
                """);

        jenkins.build("/job/team/job/twelve");

        String build = "/job/team/job/twelve/1";
        assertThat(jenkins.awaitResult(build)).isEqualTo("FAILURE");
        assertThat(jenkins.get(build + "/consoleText"))
                .contains(
                        "hpa-target: PASS, deployment twelve-blue runs with 3 replicas",
                        "hpa-requests: FAIL, ",
                        "ERROR: hpaConfigure: ",
                        "vpa-target: PASS, deployment twelve-blue exists",
                        "ERROR: vpaConfigure: the cluster knows no VerticalPodAutoscaler of autoscaling.k8s.io/v1");
    }

    private static String page(String build) throws IOException {
        return build + "/rollout-gate-"
                + release(build).orElseThrow().path("release").asText() + "/";
    }

    /** Id of the question that the report waits for. */
    private static String question(String page) throws IOException {
        Matcher matcher = Pattern.compile("data-question=\"([^\"]+)\"").matcher(jenkins.get(page));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static void canary(String name) {
        playground.deployCanary(new CanaryApp("shop", name, name + ":1"));
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
