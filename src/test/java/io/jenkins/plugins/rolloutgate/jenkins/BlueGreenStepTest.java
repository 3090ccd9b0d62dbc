package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec;
import io.jenkins.plugins.rolloutgate.strategy.HttpProbe;
import io.jenkins.plugins.rolloutgate.strategy.OnFailure;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlueGreenStepTest {

    @Test
    void theShortFormIsEnoughWhereNamesFollowTheConvention() {
        BlueGreenDeployStep step = new BlueGreenDeployStep(" shop ", "shop:2");
        step.setApplication("checkout");

        BlueGreenSpec spec = step.arguments().spec();

        assertThat(spec.namespace()).isEqualTo("shop");
        assertThat(spec.targets().deployments()).containsExactly("checkout-blue", "checkout-green");
        assertThat(spec.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(spec.probe()).contains(HttpProbe.DEFAULT);
    }

    @Test
    void everyArgumentReachesTheRelease() {
        BlueGreenDeployStep step = new BlueGreenDeployStep("shop", "shop:2");
        step.setBlue("a");
        step.setGreen("b");
        step.setService("c");
        step.setPreviewService("d");
        step.setContainer("web");
        step.setReplicas(5);
        step.setTimeout("90s");
        Probe probe = new Probe();
        probe.setPath("/live");
        probe.setStatus(204);
        probe.setPort("http");
        step.setProbe(probe);
        step.setWatch("1s");
        step.setDrain("2s");
        step.setScaleDownDelay("3s");
        step.setIdleCounter("/served");
        step.setOnFailure("Hold");
        step.setForce(true);
        step.setAllowTemplateDifferences(true);

        BlueGreenSpec spec = step.arguments().cluster("east").smoke(true).spec();

        assertThat(spec)
                .isEqualTo(new BlueGreenSpec(
                        BlueGreenSpec.Mode.DEPLOY,
                        "east",
                        "shop",
                        "c",
                        "a",
                        "b",
                        "c",
                        "d",
                        true,
                        "shop:2",
                        "web",
                        5,
                        Duration.ofSeconds(90),
                        Optional.of(new HttpProbe("/live", 204, "http")),
                        true,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        "/served",
                        OnFailure.HOLD,
                        true,
                        true));
    }

    @Test
    void aProbeThatSaysNothingIsTheDefaultOne() {
        BlueGreenRollbackStep step = new BlueGreenRollbackStep("shop");
        step.setApplication("shop");

        step.setProbe(new Probe());

        assertThat(step.getProbe()).isNull();
        step.setNoProbe(true);
        assertThat(step.arguments().spec().probe()).isEmpty();
    }

    @Test
    void aProbeThatWouldLeaveThePodIsRefused() {
        BlueGreenRollbackStep step = new BlueGreenRollbackStep("shop");
        Probe probe = new Probe();
        probe.setPath("/../../secrets");
        step.setProbe(probe);

        assertThatThrownBy(step::arguments)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dot segments");
    }

    @Test
    void aDurationMayBeAPlainNumberOfSeconds() {
        BlueGreenDeployStep step = new BlueGreenDeployStep("shop", "shop:2");
        step.setApplication("shop");
        step.setTimeout(300);
        step.setWatch("5m");
        Probe probe = new Probe();
        probe.setPort(8080);
        step.setProbe(probe);

        assertThat(step.getTimeout()).isEqualTo("300");
        assertThat(step.arguments().spec().timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(step.arguments().spec().watch()).isEqualTo(Duration.ofMinutes(5));
        assertThat(step.getProbe().getPort()).isEqualTo("8080");
    }
}
