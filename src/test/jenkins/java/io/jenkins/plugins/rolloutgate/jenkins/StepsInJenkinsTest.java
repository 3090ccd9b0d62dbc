package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class StepsInJenkinsTest {

    @Test
    void writesOnlyWhatIsNotTheDefaultIntoASnippet(JenkinsRule jenkins) {
        BlueGreenDeployStep step = new BlueGreenDeployStep("shop", "shop:2");
        step.setApplication("shop");
        step.setOnFailure("rollback");
        step.setProbe(new Probe());

        assertThat(Snippetizer.object2Groovy(step))
                .isEqualTo("blueGreenDeploy application: 'shop', image: 'shop:2', namespace: 'shop'");
    }

    @Test
    void readsEveryArgumentBackThatItHasWritten(JenkinsRule jenkins) throws Exception {
        BlueGreenDeployStep step = new BlueGreenDeployStep("shop", "shop:2");
        step.setCluster("east");
        step.setBlue("a");
        step.setGreen("b");
        step.setService("c");
        step.setPreviewService("d");
        step.setContainer("web");
        step.setReplicas(4);
        step.setTimeout("10m");
        Probe probe = new Probe();
        probe.setPath("/live");
        probe.setStatus(204);
        step.setProbe(probe);
        step.setWatch("1m");
        step.setDrain("20s");
        step.setScaleDownDelay("2m");
        step.setIdleCounter("/served");
        step.setOnFailure("hold");
        step.setForce(true);
        step.setAllowTemplateDifferences(true);
        step.setPlan(true);
        DescribableModel<BlueGreenDeployStep> model = DescribableModel.of(BlueGreenDeployStep.class);

        Map<String, Object> arguments = model.uninstantiate2(step).toMap();

        assertThat(model.instantiate(arguments, null))
                .usingRecursiveComparison()
                .isEqualTo(step);
    }

    @Test
    void refusesAJobThatNobodyHasAllowed(JenkinsRule jenkins) throws Exception {
        RolloutGateConfiguration.get().setClusters(List.of(new KubernetesCluster("east")));
        WorkflowJob job = pipeline(jenkins, "blueGreenDeploy namespace: 'shop', application: 'shop', image: 'shop:2'");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("ERROR: jobs outside any folder may not use a cluster", run);
        assertThat(run.getAction(ReleaseAction.class)).isNull();
    }

    @Test
    void refusesAWrongArgumentInOneLine(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = pipeline(
                jenkins,
                "blueGreenDeploy(namespace: 'shop', application: 'shop', image: 'shop:2', timeout: 'soon') {}");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("ERROR: timeout: 'soon' is not a duration", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void showsAReleaseToThoseWhoMaySeeTheJob(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = pipeline(jenkins, "echo 'released'");
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);
        record("shop-1");
        ReleaseAction.attach(run, "shop-1");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("stranger", "reader")
                .grant(Item.READ)
                .everywhere()
                .to("reader"));
        String page = run.getUrl() + "rollout-gate-shop-1/";

        JenkinsRule.WebClient reader = jenkins.createWebClient().login("reader");
        assertThat(reader.goTo(page).asNormalizedText()).contains("ABORTED", "refused: there is no Deployment");
        assertThat(reader.goTo(page + "record.jsonl", "application/x-ndjson")
                        .getWebResponse()
                        .getContentAsString())
                .contains("\"kind\":\"ENDED\"");
        assertThat(reader.goTo(run.getUrl()).asNormalizedText()).contains("ABORTED");
        JenkinsRule.WebClient stranger = jenkins.createWebClient().login("stranger");
        stranger.assertFails(page, 404);
        stranger.assertFails(page + "record.jsonl", 404);
        stranger.assertFails(page + "api/json", 404);
    }

    @Test
    void saysWhenARecordIsNotKeptAnyMore(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline(jenkins, "echo 'released'"));
        ReleaseAction.attach(run, "shop-0");

        String page = jenkins.createWebClient()
                .goTo(run.getUrl() + "rollout-gate-shop-0/")
                .asNormalizedText();

        assertThat(page).contains("The record of release shop-0 is not kept any more");
    }

    private static WorkflowJob pipeline(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private static void record(String id) throws Exception {
        Instant start = Instant.parse("2026-11-21T01:12:02Z");
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
