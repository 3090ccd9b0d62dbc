package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.slo.Severity;
import io.jenkins.plugins.rolloutgate.strategy.Approval;
import io.jenkins.plugins.rolloutgate.strategy.CanaryPhase;
import io.jenkins.plugins.rolloutgate.strategy.CanarySpec;
import io.jenkins.plugins.rolloutgate.strategy.HttpProbe;
import io.jenkins.plugins.rolloutgate.strategy.OnFailure;
import io.jenkins.plugins.rolloutgate.strategy.Router;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanaryRolloutStepTest {

    @Test
    void theShortFormNeedsAnImageAndAnInterval() {
        CanaryRolloutStep step = new CanaryRolloutStep();
        step.setNamespace("shop");
        step.setImage("registry.example:5000/team/streamgate:test-v2");
        step.setTimeout("300");
        step.setInterval("60");

        CanarySpec spec = spec(step);

        assertThat(spec.targets().deployments()).containsExactly("streamgate-stable", "streamgate-canary");
        assertThat(spec.phases()).extracting(CanaryPhase::percent).containsExactly(5, 10, 25, 50, 100);
        assertThat(spec.phases()).extracting(CanaryPhase::hold).containsOnly(Duration.ofSeconds(60));
        assertThat(spec.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(spec.probe()).contains(HttpProbe.DEFAULT);
        assertThat(spec.approval()).isEqualTo(Approval.DEFAULT);
    }

    @Test
    void everyArgumentReachesTheRelease() {
        CanaryRolloutStep step = new CanaryRolloutStep();
        step.setNamespace("shop");
        step.setApplication("checkout");
        step.setStable("a");
        step.setCanary("b");
        step.setService("c");
        step.setRouter("httpRoute");
        step.setRoute("d");
        step.setStableService("e");
        step.setCanaryService("f");
        step.setImage("checkout:2");
        step.setContainer("web");
        step.setPhases("10%:1m, 50%:2m:ask, 100%:3m");
        step.setTimeout("1h");
        step.setEvery("10s");
        step.setTolerance("12.5");
        StepObjective objective = new StepObjective("error rate < 1%");
        objective.setSeverity("investigate");
        step.setObjectives(List.of(objective));
        Probe probe = new Probe();
        probe.setPath("/live");
        step.setProbe(probe);
        step.setFrom("ops, alice");
        step.setExpires("2h");
        step.setSilence("rollback");
        step.setScaleDownDelay("5s");
        step.setOnFailure("hold");
        step.setForce(true);
        step.setAllowTemplateDifferences(true);
        step.setUntil("50%");

        CanarySpec spec = spec(step);

        assertThat(List.of(
                        spec.application(),
                        spec.stable(),
                        spec.canary(),
                        spec.service(),
                        spec.route(),
                        spec.stableService(),
                        spec.canaryService(),
                        spec.image(),
                        spec.container()))
                .containsExactly("checkout", "a", "b", "c", "d", "e", "f", "checkout:2", "web");
        assertThat(spec.router()).isEqualTo(Router.HTTP_ROUTE);
        assertThat(spec.phases()).extracting(CanaryPhase::ask).containsExactly(false, true, false);
        assertThat(spec.timeout()).isEqualTo(Duration.ofHours(1));
        assertThat(spec.every()).isEqualTo(Duration.ofSeconds(10));
        assertThat(spec.tolerance()).isEqualTo(12.5);
        assertThat(spec.objectives()).extracting(Objective::severity).containsExactly(Severity.INVESTIGATE);
        assertThat(spec.probe()).contains(new HttpProbe("/live", 200, ""));
        assertThat(spec.approval())
                .isEqualTo(new Approval(List.of("ops", "alice"), Duration.ofHours(2), OnFailure.ROLLBACK));
        assertThat(spec.scaleDownDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(spec.onFailure()).isEqualTo(OnFailure.HOLD);
        assertThat(spec.force()).isTrue();
        assertThat(spec.allowTemplateDifferences()).isTrue();
        assertThat(spec.until()).isEqualTo(50);
    }

    @Test
    void aStageIsDoneWithItsShareAndOtherwiseWithTheRelease() {
        CanaryRolloutStep begun = new CanaryRolloutStep();
        begun.setNamespace("shop");
        begun.setImage("shop:2");
        begun.setPhases("10%:1m, 50%:2m");
        CanarySpec spec = spec(begun);
        CanaryRolloutStep step = new CanaryRolloutStep();
        step.setRelease("shop-1");

        assertThat(step.doneAt(spec)).isEqualTo(100);
        step.setUntil("50%");
        assertThat(step.doneAt(spec)).isEqualTo(50);
        step.setUntil("30%");
        assertThatThrownBy(() -> step.doneAt(spec)).hasMessageContaining("choose one of 10%, 50%, 100%");
    }

    @Test
    void aToleranceThatIsNoNumberIsRefused() {
        CanaryRolloutStep step = new CanaryRolloutStep();
        step.setTolerance("some");

        assertThatThrownBy(step::arguments).hasMessage("tolerance must be a number, not 'some'");
    }

    @Test
    void numbersAreTakenAsPipelinesWriteThem() {
        CanaryRolloutStep step = new CanaryRolloutStep();
        step.setTimeout(300);
        step.setInterval(60);
        step.setTolerance(new BigDecimal("12.5"));
        step.setUntil(25);

        assertThat(step.getTimeout()).isEqualTo("300");
        assertThat(step.getInterval()).isEqualTo("60");
        assertThat(step.getTolerance()).isEqualTo("12.5");
        assertThat(step.getUntil()).isEqualTo("25");
    }

    @Test
    void objectivesAreTakenAsTextsAndAsMaps() {
        Map<String, Object> read = new CanaryRolloutStep.DescriptorImpl()
                .customInstantiate(Map.of(
                        "objectives",
                        List.of("error rate < 1%", Map.of("objective", "p95 < 400 ms", "minRequests", 50))));

        assertThat(read)
                .containsEntry(
                        "objectives",
                        List.of(
                                Map.of("objective", "error rate < 1%"),
                                Map.of("objective", "p95 < 400 ms", "minRequests", "50")));
    }

    @Test
    void objectivesMayBeTheOnlyArgumentAndHaveNoName() {
        Map<String, Object> read =
                new VerifySloStep.DescriptorImpl().customInstantiate(Map.of("<anonymous>", List.of("error rate < 1%")));

        assertThat(read).isEqualTo(Map.of("<anonymous>", List.of(Map.of("objective", "error rate < 1%"))));
    }

    private static CanarySpec spec(CanaryRolloutStep step) {
        return step.arguments().spec(QueryCatalogue.builtIn());
    }
}
