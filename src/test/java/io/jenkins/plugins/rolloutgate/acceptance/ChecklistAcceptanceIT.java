package io.jenkins.plugins.rolloutgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.playground.Await;
import io.jenkins.plugins.rolloutgate.playground.BlueGreenApp;
import io.jenkins.plugins.rolloutgate.playground.CanaryApp;
import io.jenkins.plugins.rolloutgate.playground.Options;
import io.jenkins.plugins.rolloutgate.playground.Playground;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A checklist in a real Jenkins with a security realm: steps tick it, people sign it, and only those who may. */
@EnabledIfEnvironmentVariable(
        named = "JENKINS_WAR",
        matches = ".+",
        disabledReason = "JENKINS_WAR and JENKINS_PLUGINS_DIR do not say where a real Jenkins is")
class ChecklistAcceptanceIT {

    private static final String PAGE = "/release-checklist/";
    private static final String DASHBOARDS = "Dashboards looked at, P95 latency: _____ ms";

    @TempDir
    static Path home;

    private static Playground playground;
    private static JenkinsProcess jenkins;

    @BeforeAll
    static void startJenkins() throws IOException {
        playground = Playground.start(Options.FAST);
        jenkins = new JenkinsProcess(home, playground.apiServerUrl(), "setup2-people.groovy");
        jenkins.start();
        jenkins.createFolder("team");
    }

    @AfterAll
    static void stopJenkins() throws InterruptedException {
        jenkins.stop();
        playground.close();
    }

    @Test
    void takesAReleaseFromItsChecklistToTheLastSignatureOverARestart() throws Exception {
        playground.deployBlueGreen(new BlueGreenApp("shop", "seven", "seven:1", 3));
        jenkins.createPipeline("team", "seven", """
                def list = releaseChecklist text: '''# Release of seven

                ## Before
                - [ ] Smoke tests pass
                - [ ] Dashboards looked at, P95 latency: _____ ms
                - [ ] Load test done

                ## Rollout
                - [ ] All pods ready <!-- gate: pods ready -->
                - [ ] All traffic on the new version <!-- gate: traffic 100% -->

                ## Sign-Off
                - Tech lead sign-off: ______ (date: _____)
                '''.stripIndent()
                checklistItem('Smoke tests pass') { echo 'tested' }
                blueGreenDeploy namespace: 'shop', application: 'seven', image: 'seven:2',
                        watch: 0, drain: 0, scaleDownDelay: 0
                signOff role: 'Tech lead', quorum: 2, subject: [image: 'seven:2']
                checklistGate section: 'Before'
                checklistGate()
                """);
        jenkins.build("/job/team/job/seven");
        String build = "/job/team/job/seven/1";
        String page = build + PAGE;
        jenkins.awaitLog(build, "Tech lead");
        Await.until(
                Duration.ofMinutes(1),
                () -> assertThat(checklist(build).path("signOffs")).isNotEmpty());
        String question = checklist(build).path("signOffs").get(0).path("id").asText();

        assertThat(statuses(build))
                .contains(
                        entry("Smoke tests pass", "PASSED"),
                        entry("All pods ready", "PASSED"),
                        entry("All traffic on the new version", "PASSED"),
                        entry("Load test done", "OPEN"));
        assertThat(jenkins.getAs("vic", page)).contains("Release of seven").doesNotContain("<form");
        assertThat(sign("vic", page, question)).isEqualTo(403);
        assertThat(jenkins.lookAs("mei", page + "answer?answer=approve&id=" + question)
                        .status())
                .isEqualTo(405);
        refused("ops", page, question, "Only Tech lead may answer, and you are not of that role");
        refused("dev", page, question, "you have asked for this release");
        assertThat(sign("mei", page, question)).isLessThan(400);
        refused("mei", page, question, "already");

        jenkins.kill();
        jenkins.start();

        assertThat(jenkins.getAs("rob", page)).contains("mei", "name=\"answer\"");
        assertThat(sign("rob", page, question)).isLessThan(400);
        jenkins.awaitLog(build, "Before");
        String latency = "value-0";
        assertThat(jenkins.sendFormAs("mei", page + "tick", "item", DASHBOARDS, latency, "fast")
                        .text())
                .contains("fast");
        assertThat(jenkins.sendFormAs("mei", page + "tick", "item", DASHBOARDS, latency, "312")
                        .status())
                .isLessThan(400);
        assertThat(jenkins.sendFormAs("mei", page + "except", "item", "Load test done", "how", "waive", "reason", "x")
                        .status())
                .isEqualTo(403);
        assertThat(jenkins.sendFormAs(
                                "ops",
                                page + "except",
                                "item",
                                "Load test done",
                                "how",
                                "waive",
                                "reason",
                                "same code as in 1.3")
                        .status())
                .isLessThan(400);

        assertThat(jenkins.awaitResult(build)).isEqualTo("SUCCESS");
        assertThat(statuses(build))
                .contains(entry("Load test done", "WAIVED"))
                .doesNotContainValue("OPEN")
                .doesNotContainValue("FAILED");
        assertThat(jenkins.getAs("vic", page + "checklist.md"))
                .contains("- [x] Smoke tests pass", "P95 latency: 312 ms", "same code as in 1.3");
        assertThat(jenkins.get(build + "/")).contains("release-checklist/");
    }

    @Test
    void failsTheBuildWithTheReasonOfWhoeverRejects() throws IOException {
        jenkins.createPipeline("team", "eight", """
                releaseChecklist text: '# Eight\\n- [ ] One\\n'
                signOff role: 'Tech lead'
                """);
        jenkins.build("/job/team/job/eight");
        String build = "/job/team/job/eight/1";
        Await.until(
                Duration.ofMinutes(1),
                () -> assertThat(checklist(build).path("signOffs")).isNotEmpty());
        String question = checklist(build).path("signOffs").get(0).path("id").asText();

        JenkinsProcess.Answer silent =
                jenkins.sendFormAs("rob", build + PAGE + "answer", "id", question, "answer", "reject");
        JenkinsProcess.Answer said = jenkins.sendFormAs(
                "rob", build + PAGE + "answer", "id", question, "answer", "reject", "comment", "<b>no</b> tests");

        assertThat(silent.status()).isEqualTo(409);
        assertThat(said.status()).isLessThan(400);
        assertThat(jenkins.awaitResult(build)).isEqualTo("FAILURE");
        assertThat(jenkins.get(build + "/consoleText")).contains("rob", "<b>no</b> tests");
        assertThat(jenkins.get(build + PAGE))
                .contains("&lt;b&gt;no&lt;/b&gt; tests")
                .doesNotContain("<b>no</b>");
    }

    @Test
    void holdsAReleaseUntilSomebodySaysOtherwiseAndRollsItBackForAReason() throws Exception {
        playground.deployCanary(new CanaryApp("shop", "nine", "nine:1"));
        jenkins.createPipeline("team", "nine", """
                releaseChecklist text: '# Nine\\n- [ ] All traffic <!-- gate: traffic 100% -->\\n'
                canaryRollout namespace: 'shop', application: 'nine', image: 'nine:2', phases: '25%:8s, 50%:1m, 100%:1s',
                        scaleDownDelay: 0
                """);
        jenkins.build("/job/team/job/nine");
        String build = "/job/team/job/nine/1";
        jenkins.awaitLog(build, "Canary 25");
        String release = build + "/rollout-gate-"
                + jenkins.json(build + PAGE + "checklist.json")
                        .path("releases")
                        .get(0)
                        .path("release")
                        .asText()
                + "/";

        assertThat(jenkins.sendFormAs("mei", release + "pause", "reason", "x").status())
                .isEqualTo(403);
        assertThat(jenkins.sendFormAs("dev", release + "pause", "reason", " ").status())
                .isEqualTo(400);
        assertThat(jenkins.sendFormAs("dev", release + "pause", "reason", "look at the logs")
                        .status())
                .isLessThan(400);
        jenkins.awaitLog(build, "held by dev: look at the logs");
        assertThat(jenkins.get(build + PAGE)).contains("is held by dev: look at the logs", "resume\"");

        jenkins.kill();
        jenkins.start();

        jenkins.awaitLog(build, "another process goes on with the release");
        assertThat(jenkins.get(build + "/consoleText")).doesNotContain("Canary 50");
        jenkins.sendFormAs("dev", release + "resume", "reason", "fine");
        jenkins.awaitLog(build, "Canary 50");
        jenkins.sendFormAs("dev", release + "rollBack", "reason", "customers call");

        assertThat(jenkins.awaitResult(build)).isEqualTo("FAILURE");
        assertThat(jenkins.get(build + "/consoleText")).contains("customers call", "the traffic is back on nine:1");
        assertThat(jenkins.sendFormAs("dev", release + "pause", "reason", "late")
                        .text())
                .endsWith("does not run any more\n");
    }

    private static int sign(String user, String page, String question) throws IOException {
        return jenkins.sendFormAs(user, page + "answer", "id", question, "answer", "approve")
                .status();
    }

    private static void refused(String user, String page, String question, String why) throws IOException {
        JenkinsProcess.Answer answer = jenkins.sendFormAs(user, page + "answer", "id", question, "answer", "approve");
        assertThat(answer.status()).as(user).isEqualTo(409);
        assertThat(answer.text()).contains(why).hasLineCount(1);
    }

    private static JsonNode checklist(String build) throws IOException {
        return jenkins.json(build + PAGE + "checklist.json");
    }

    private static Map<String, String> statuses(String build) throws IOException {
        Map<String, String> statuses = new LinkedHashMap<>();
        checklist(build)
                .path("items")
                .forEach(item -> statuses.put(
                        item.path("text").asText(), item.path("status").asText()));
        return statuses;
    }
}
