package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.TaskListener;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ReleasePagesInJenkinsTest {
    private static final List<String> PAGES =
            List.of("", "body", "record.jsonl", "report.html", "report.md", "report.json", "api/json");

    @Test
    void showsAReleaseToThoseWhoMayReadTheJobAndToNobodyElse(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = build(jenkins);
        record("shop-1");
        ReleaseAction.attach(run, "shop-1");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("stranger", "discoverer", "reader")
                .grant(Item.DISCOVER)
                .everywhere()
                .to("discoverer")
                .grant(Item.READ)
                .everywhere()
                .to("reader"));

        for (String page : PAGES) {
            String url = run.getUrl() + "rollout-gate-shop-1/" + page;
            assertThat(status(jenkins, "reader", url)).as(page).isEqualTo(200);
            assertThat(status(jenkins, "discoverer", url)).as(page).isEqualTo(403);
            assertThat(status(jenkins, "stranger", url)).as(page).isEqualTo(404);
        }
    }

    private static int status(JenkinsRule jenkins, String user, String url) throws Exception {
        return client(jenkins).login(user).goTo(url, null).getWebResponse().getStatusCode();
    }

    private static JenkinsRule.WebClient client(JenkinsRule jenkins) {
        return jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
    }

    @Test
    void showsOutcomeAndReasonOnThePageOfTheBuildAndOnItsOwn(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = build(jenkins);
        record("shop-1");
        ReleaseAction.attach(run, "shop-1");

        JenkinsRule.WebClient client = jenkins.createWebClient();

        assertThat(client.goTo(run.getUrl() + "rollout-gate-shop-1/").asNormalizedText())
                .contains("ABORTED", "Refused: there is no Deployment");
        assertThat(client.goTo(run.getUrl()).asNormalizedText()).contains("ABORTED");
        assertThat(client.goTo(run.getUrl() + "rollout-gate-shop-1/record.jsonl", "application/x-ndjson")
                        .getWebResponse()
                        .getContentAsString())
                .contains("\"kind\":\"ENDED\"");
    }

    @Test
    void saysWhenARecordIsNotKeptAnyMore(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = build(jenkins);
        ReleaseAction.attach(run, "shop-0");

        String page = jenkins.createWebClient()
                .goTo(run.getUrl() + "rollout-gate-shop-0/")
                .asNormalizedText();

        assertThat(page).contains("The record of release shop-0 is not kept any more");
        assertThat(jenkins.createWebClient().goTo(run.getUrl()).asNormalizedText())
                .contains("The record of release shop-0 is not kept any more");
    }

    @Test
    void saysSoAlsoWhenThePageWasSeenBeforeTheRecordWasDeleted(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = build(jenkins);
        record("shop-1");
        ReleaseAction.attach(run, "shop-1");
        String url = run.getUrl() + "rollout-gate-shop-1/";
        assertThat(jenkins.createWebClient().goTo(url).asNormalizedText()).contains("ABORTED");
        RolloutGateConfiguration.get().setKeepReleasesDays(1);

        jenkins.jenkins.getExtensionList(ReleaseCleanup.class).get(0).execute(TaskListener.NULL);

        assertThat(ControllerReleases.get().has("shop-1")).isFalse();
        assertThat(jenkins.createWebClient().goTo(url).asNormalizedText())
                .contains("The record of release shop-1 is not kept any more");
        assertThat(client(jenkins)
                        .goTo(url + "report.html", null)
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(404);
    }

    private static WorkflowRun build(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("echo 'released'", true));
        return jenkins.buildAndAssertSuccess(job);
    }

    private static void record(String id) throws Exception {
        Instant start = Instant.parse("2020-11-21T01:12:02Z");
        FileJournal journal = new FileJournal(ControllerReleases.get().journal(id));
        ReleaseRecord record = ReleaseRecord.open(journal);
        record.append(
                start,
                "dev",
                EventKind.STARTED,
                Json.object()
                        .put("release", id)
                        .put("strategy", "blue-green")
                        .set(
                                "spec",
                                Json.tree(new BlueGreenDeployStep("shop", "shop:2")
                                        .arguments()
                                        .application("shop")
                                        .spec())));
        record.append(
                start.plusSeconds(1),
                "rollout-gate",
                EventKind.ENDED,
                Json.object().put("outcome", "ABORTED").put("reason", "refused: there is no Deployment shop-blue"));
        journal.close();
    }
}
