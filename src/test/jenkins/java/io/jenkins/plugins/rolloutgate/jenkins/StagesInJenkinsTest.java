package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.rolloutgate.playground.Await;
import io.jenkins.plugins.rolloutgate.playground.CanaryApp;
import io.jenkins.plugins.rolloutgate.playground.Options;
import io.jenkins.plugins.rolloutgate.playground.Playground;
import io.jenkins.plugins.rolloutgate.run.Release;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.nodes.StepAtomNode;
import org.jenkinsci.plugins.workflow.cps.nodes.StepStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.jenkinsci.plugins.workflow.support.steps.StageStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What Blue Ocean and Pipeline Graph View make of the flow nodes of a canary. To them a stage is the body of a
 * {@code stage} step, and nothing else: {@code PipelineNodeUtil.isStage} of Pipeline Graph View, {@code StageChunkFinder}
 * for Blue Ocean.
 */
@WithJenkins
class StagesInJenkinsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Playground playground;
    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
        playground = Playground.start(Options.FAST);
        playground.deployCanary(new CanaryApp("shop", "shop", "shop:1").withRouting(CanaryApp.Routing.HTTP_ROUTE));
        KubernetesCluster cluster = new KubernetesCluster("playground");
        cluster.setServerUrl(playground.apiServerUrl());
        cluster.setAllowances(List.of(new FolderAllowance("*", "shop")));
        RolloutGateConfiguration.get().setClusters(List.of(cluster));
    }

    @AfterEach
    void stop() {
        playground.close();
    }

    @Test
    void eachCallIsInsideOfTheStageThatWasWrittenAroundIt() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("""
                def canary
                stage('canary 10 %') {
                    canary = canaryRollout(image: 'shop:2', router: 'httpRoute', phases: '10%:1s, 25%:1s, 100%:0s',
                            scaleDownDelay: 0, until: '10%')
                }
                stage('canary 25 %') { canaryRollout release: canary.id, until: '25%' }
                stage('promote') { echo canaryRollout(release: canary.id).outcome }
                """));

        assertThat(stages(run)).containsExactly("canary 10 %", "canary 25 %", "promote");
        List<FlowNode> steps = steps(run, "canaryRollout");
        assertThat(steps).hasSize(3).allMatch(StepAtomNode.class::isInstance);
        assertThat(steps).extracting(StagesInJenkinsTest::stageAround).containsExactlyElementsOf(stages(run));
        jenkins.assertLogContains("PROMOTED", run);
        assertThat(run.getActions(ReleaseAction.class)).hasSize(1);
    }

    @Test
    void aStageInsideOfTheBlockIsAStageForEachPhase() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("""
                canaryRollout(image: 'shop:2', router: 'httpRoute', phases: '10%:1s, 100%:0s', scaleDownDelay: 0) {
                    stage("canary ${env.CANARY_WEIGHT} %") { echo "phase ${env.CANARY_PHASE}" }
                }
                """));

        assertThat(stages(run)).containsExactly("canary 10 %", "canary 100 %");
        assertThat(steps(run, "canaryRolloutWithBody"))
                .isNotEmpty()
                .allMatch(node -> node.getAction(LabelAction.class) == null);
    }

    @Test
    void declarativeTakesNumbersForDurationsAlsoOutsideOfScript() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("""
                pipeline {
                    agent none
                    stages {
                        stage('canary') {
                            steps {
                                canaryRollout image: 'shop:2', router: 'httpRoute', timeout: 300, interval: 1,
                                        tolerance: 5, scaleDownDelay: 0
                            }
                        }
                        stage('only checked') {
                            when { expression { false } }
                            steps {
                                blueGreenDeploy namespace: 'shop', application: 'shop', image: 'shop:2', timeout: 300,
                                        watch: 0, drain: '10s', probe: [port: 8080]
                                blueGreenRollback namespace: 'shop', application: 'shop', scaleDownDelay: 60
                                verifySlo objectives: ['error rate < 1%'], during: 60, every: 1.5
                                canaryRollout release: 'shop-1', until: 50, every: '5s', expires: 3600
                            }
                        }
                    }
                }
                """));

        jenkins.assertLogContains("PROMOTED", run);
    }

    @Test
    void aStepThatWaitsForAPersonIsPaused() throws Exception {
        QueueTaskFuture<WorkflowRun> build = pipeline("""
                stage('ask') {
                    canaryRollout image: 'shop:2', router: 'httpRoute', phases: '10%:0s:ask, 100%:0s', from: 'ops',
                            scaleDownDelay: 0
                }
                """).scheduleBuild2(0);
        WorkflowRun run = build.waitForStart();
        Await.until(PATIENCE, () -> assertThat(step(run)).matches(PauseAction::isPaused));

        assertThat(step(run).getAction(LabelAction.class).getDisplayName())
                .startsWith("canary 10 %: waiting for ")
                .contains("ops");
        Release release = ControllerReleases.get()
                .find(run.getAction(ReleaseAction.class).getRelease())
                .orElseThrow();
        release.decide(
                "ops", "test", ReleaseView.of(release).question().orElseThrow().id(), "go", "");

        jenkins.assertBuildStatusSuccess(build);
        assertThat(step(run)).matches(node -> !PauseAction.isPaused(node));
        assertThat(PauseAction.getPauseDuration(step(run))).isPositive();
    }

    private static FlowNode step(WorkflowRun run) {
        return steps(run, "canaryRollout").get(0);
    }

    /** Names of the stages, in the order in which they have begun. */
    private static List<String> stages(WorkflowRun run) {
        return nodes(run).stream()
                .filter(StagesInJenkinsTest::isStage)
                .map(FlowNode::getDisplayName)
                .toList();
    }

    private static boolean isStage(FlowNode node) {
        return node instanceof StepStartNode start
                && start.getDescriptor() instanceof StageStep.DescriptorImpl
                && start.isBody();
    }

    private static String stageAround(FlowNode node) {
        return node.getEnclosingBlocks().stream()
                .filter(StagesInJenkinsTest::isStage)
                .findFirst()
                .map(FlowNode::getDisplayName)
                .orElse("");
    }

    private static List<FlowNode> steps(WorkflowRun run, String function) {
        return nodes(run).stream()
                .filter(node -> node instanceof StepNode step
                        && step.getDescriptor() != null
                        && step.getDescriptor().getFunctionName().equals(function))
                .toList();
    }

    private static List<FlowNode> nodes(WorkflowRun run) {
        List<FlowNode> nodes = new ArrayList<>(new DepthFirstScanner().allNodes(run.getExecution()));
        nodes.sort((one, other) -> Integer.compare(Integer.parseInt(one.getId()), Integer.parseInt(other.getId())));
        return nodes;
    }

    private WorkflowJob pipeline(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }
}
