package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.report.Chain;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.Test;

/** What Jenkins saves with a build comes back as it was. */
class PersistenceTest {

    @Test
    void theActionKeepsIdAndHead() {
        ReleaseAction action = new ReleaseAction("shop-20261121-011202-a1b2c3");
        action.setHead("ab".repeat(32));

        ReleaseAction loaded = JenkinsXStream.roundTrip(action);

        assertThat(loaded.getRelease()).isEqualTo("shop-20261121-011202-a1b2c3");
        assertThat(loaded.getHead()).isEqualTo("ab".repeat(32));
    }

    @Test
    void theExecutionKeepsItsArguments() throws Exception {
        BlueGreenDeployStep step = new BlueGreenDeployStep("shop", "shop:2");
        step.setApplication("shop");
        step.setProbe(probe("/live"));
        ReleaseStepExecution execution = new ReleaseStepExecution(new NoContext(true), step);

        ReleaseStepExecution loaded = River.roundTrip(execution);

        assertThat(loaded).usingRecursiveComparison().isEqualTo(execution);
        assertThat(loaded.getStatus()).isEqualTo("starting");
    }

    @Test
    void theExecutionOfACanaryKeepsItsArguments() throws Exception {
        CanaryRolloutStep step = new CanaryRolloutStep();
        step.setNamespace("shop");
        step.setImage("shop:2");
        step.setPhases("10%:1m");
        step.setObjectives(List.of(new StepObjective("error rate < 1%")));
        ReleaseStepExecution execution = new ReleaseStepExecution(new NoContext(true), step);

        ReleaseStepExecution loaded = River.roundTrip(execution);

        assertThat(loaded).usingRecursiveComparison().isEqualTo(execution);
    }

    @Test
    void theResultOfAVerificationKeepsItsVerdicts() throws Exception {
        Event judged = new Event(
                2,
                Instant.parse("2026-11-21T01:13:02Z"),
                Event.ENGINE,
                EventKind.JUDGED,
                Json.object()
                        .set(
                                "verdicts",
                                Json.tree(List.of(Map.of(
                                        "objective", "error rate", "verdict", "PASS", "sentence", "0 of 100 failed")))),
                "");
        VerificationResult result = new VerificationResult(
                ReleaseReport.of(List.of(judged), Chain.intact(""), Instant.parse("2026-11-21T01:14:02Z")), "url");

        VerificationResult loaded = River.roundTrip(result);

        assertThat(loaded).usingRecursiveComparison().isEqualTo(result);
        assertThat(loaded.getVerdicts()).singleElement().hasToString("error rate PASS");
    }

    @Test
    void metricSourcesAndQueriesSurviveBeingSavedAndLoaded() {
        MetricServer server = new MetricServer("thanos", "prometheus", "https://thanos.example");
        server.setCredentialsId("thanos-token");
        server.setCaCertificate("-----BEGIN CERTIFICATE-----");
        server.setFolders("team/shop");
        NamedQuery query = new NamedQuery("orders");
        query.setBad("a");
        query.setTotal("b");

        assertThat(JenkinsXStream.roundTrip(server)).usingRecursiveComparison().isEqualTo(server);
        assertThat(JenkinsXStream.roundTrip(query)).usingRecursiveComparison().isEqualTo(query);
    }

    @Test
    void theStepsOfAChecklistKeepWhatTheyDoAndWhatTheyWaitFor() throws Exception {
        ChecklistGateStep gate = new ChecklistGateStep();
        gate.setSection("Before the release");
        gate.setDeadline("2h");
        SignOffStep signOff = new SignOffStep("QA");
        signOff.setSubject("image = shop:2");
        ReleaseChecklistStep checklist = new ReleaseChecklistStep();
        checklist.setFile("RELEASE.md");
        ChecklistItemStep item = new ChecklistItemStep("Smoke tests pass");

        for (ChecklistStep step : List.of(gate, signOff, checklist, item)) {
            StepExecution execution = step.start(new NoContext(true));

            StepExecution loaded = River.roundTrip(execution);

            assertThat(loaded).usingRecursiveComparison().isEqualTo(execution);
        }
    }

    @Test
    void theChecklistOfABuildAndRolesSurviveBeingSavedAndLoaded() {
        ReleaseRole role = new ReleaseRole("QA", "qa, paul");
        role.setFolder("shop");

        assertThat(JenkinsXStream.roundTrip(new ChecklistAction("checklist-web-1"))
                        .getChecklist())
                .isEqualTo("checklist-web-1");
        assertThat(JenkinsXStream.roundTrip(role)).usingRecursiveComparison().isEqualTo(role);
    }

    @Test
    void theResultKeepsItsValues() throws Exception {
        ReleaseResult result = new ReleaseResult(report(), "job/shop/1/rollout-gate-shop-1/");

        ReleaseResult loaded = River.roundTrip(result);

        assertThat(loaded).usingRecursiveComparison().isEqualTo(result);
        assertThat(loaded.getOutcome()).isEqualTo("HELD");
        assertThat(loaded.getNewImage()).isEqualTo("shop:2");
        assertThat(loaded.getSeconds()).isEqualTo(90);
        assertThat(loaded.getFailedRequests()).isEqualTo(-1);
    }

    private static Probe probe(String path) {
        Probe probe = new Probe();
        probe.setPath(path);
        return probe;
    }

    private static ReleaseReport report() {
        Instant start = Instant.parse("2026-11-21T01:12:02Z");
        Event started = new Event(
                1,
                start,
                "dev",
                EventKind.STARTED,
                Json.object()
                        .put("release", "shop-1")
                        .put("strategy", "blue-green")
                        .set(
                                "spec",
                                Json.tree(new BlueGreenDeployStep("shop", "shop:2")
                                        .arguments()
                                        .application("shop")
                                        .spec())),
                "");
        Event ended = new Event(
                2,
                start.plusSeconds(90),
                Event.ENGINE,
                EventKind.ENDED,
                Json.object().put("outcome", "HELD").put("reason", "somebody else has changed it"),
                "");
        return ReleaseReport.of(List.of(started, ended), Chain.intact(""), start.plusSeconds(100));
    }
}
