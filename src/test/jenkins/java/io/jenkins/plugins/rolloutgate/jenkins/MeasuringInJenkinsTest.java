package io.jenkins.plugins.rolloutgate.jenkins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.model.Result;
import hudson.util.FormValidation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code verifySlo} in a Pipeline, on a source that tells the length of a queue. */
@WithJenkins
class MeasuringInJenkinsTest {
    private HttpServer numbers;

    @BeforeEach
    void start() throws IOException {
        numbers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        numbers.createContext("/", exchange -> {
            byte[] json = "{\"queue\": 3}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, json.length);
            exchange.getResponseBody().write(json);
            exchange.close();
        });
        numbers.start();
    }

    @AfterEach
    void stop() {
        numbers.stop(0);
    }

    @Test
    void aVerificationThatIsMetReturnsItsVerdicts(JenkinsRule jenkins) throws Exception {
        allow("*");

        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline(
                jenkins,
                "def found = " + verify("queue < 5", "fail")
                        + "\necho \"${found.outcome}: ${found.verdicts[0].objective} ${found.verdicts[0].verdict}\""));

        jenkins.assertLogContains("PASSED: queue PASS", run);
        assertThat(run.getAction(ReleaseAction.class)).isNotNull();
    }

    @Test
    void aVerificationThatIsNotMetFailsTheBuildOrMakesItUnstable(JenkinsRule jenkins) throws Exception {
        allow("*");

        jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(jenkins, verify("queue < 2", "fail")));
        WorkflowRun unstable = jenkins.buildAndAssertStatus(
                Result.UNSTABLE, pipeline(jenkins, verify("queue < 2", "unstable") + "\necho 'went on'"));

        jenkins.assertLogContains("went on", unstable);
    }

    @Test
    void aSourceThatTheFolderMayNotUseIsNotAsked(JenkinsRule jenkins) throws Exception {
        allow("team/other");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(jenkins, verify("queue < 5", "fail")));

        jenkins.assertLogContains("ERROR: objective 'queue < 5' needs metric source numbers", run);
        assertThat(run.getAction(ReleaseAction.class)).isNull();
    }

    @Test
    void aConnectionCanBeTried(JenkinsRule jenkins) {
        MetricServer.DescriptorImpl form = jenkins.jenkins.getDescriptorByType(MetricServer.DescriptorImpl.class);

        assertThat(form.doTestConnection("numbers", "json", address(), "", "").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doTestConnection("numbers", "prometheus", address(), "", "").kind)
                .isEqualTo(FormValidation.Kind.ERROR);
    }

    private void allow(String folders) {
        MetricServer server = new MetricServer("numbers", "json", address());
        server.setFolders(folders);
        RolloutGateConfiguration.get().setMetricSources(List.of(server));
    }

    private String address() {
        return "http://127.0.0.1:" + numbers.getAddress().getPort() + "/";
    }

    private static String verify(String objective, String onFailure) {
        return "verifySlo objectives: [[objective: '" + objective
                + "', query: '$.queue', source: 'numbers', window: 1]]," + " during: 2, every: 1, onFailure: '"
                + onFailure + "'";
    }

    private static WorkflowJob pipeline(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }
}
