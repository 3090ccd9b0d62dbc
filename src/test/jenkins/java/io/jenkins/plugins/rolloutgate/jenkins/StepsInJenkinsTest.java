package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
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
    void readsEveryArgumentOfACanaryBackThatItHasWritten(JenkinsRule jenkins) throws Exception {
        CanaryRolloutStep step = new CanaryRolloutStep();
        step.setNamespace("shop");
        step.setImage("shop:2");
        step.setPhases("10%:15m, 50%:30m:ask");
        step.setTolerance("12.5");
        step.setFrom("ops");
        step.setUntil("50%");
        StepObjective objective = new StepObjective("p95 < 400 ms");
        objective.setSeverity("investigate");
        step.setObjectives(List.of(new StepObjective("error rate < 1%"), objective));
        DescribableModel<CanaryRolloutStep> model = DescribableModel.of(CanaryRolloutStep.class);

        Map<String, Object> arguments = model.uninstantiate2(step).toMap();

        assertThat(model.instantiate(arguments, null))
                .usingRecursiveComparison()
                .isEqualTo(step);
    }

    @Test
    void takesNumbersAndTextsAsPipelinesWriteThem(JenkinsRule jenkins) throws Exception {
        CanaryRolloutStep step = DescribableModel.of(CanaryRolloutStep.class)
                .instantiate(
                        Map.of(
                                "image",
                                "shop:2",
                                "timeout",
                                300,
                                "interval",
                                60,
                                "objectives",
                                List.of("error rate < 1%", Map.of("objective", "p95 < 400 ms", "minRequests", 50))),
                        null);

        assertThat(step.getTimeout()).isEqualTo("300");
        assertThat(step.getObjectives())
                .extracting(StepObjective::getObjective)
                .containsExactly("error rate < 1%", "p95 < 400 ms");
        assertThat(step.getObjectives().get(1).getMinRequests()).isEqualTo("50");
    }

    @Test
    void refusesToGoOnWithAReleaseThatIsNotItsOwn(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE, pipeline(jenkins, "canaryRollout release: '../../secrets', until: '25%'"));

        jenkins.assertLogContains("is no canary release of this job", run);
    }

    @Test
    void refusesACanaryThatNobodyHasAllowed(JenkinsRule jenkins) throws Exception {
        RolloutGateConfiguration.get().setClusters(List.of(new KubernetesCluster("east")));

        for (String block : List.of("", " { echo env.CANARY_WEIGHT }")) {
            WorkflowRun run = jenkins.buildAndAssertStatus(
                    Result.FAILURE,
                    pipeline(jenkins, "canaryRollout(namespace: 'shop', image: 'shop:2', interval: 60)" + block));

            jenkins.assertLogContains("ERROR: jobs outside any folder may not use a cluster", run);
        }
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

    private static WorkflowJob pipeline(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }
}
