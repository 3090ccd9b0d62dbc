package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.ACTIVE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.BLUE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stops: what a person or the failure policy makes of a release in each phase. */
class BlueGreenStopTest {

    @Test
    void anAbortBeforeTheBaselineChangesNothing() {
        Shop shop = Shop.deploying("web:2").aborted("stopped by ann");

        assertThat(shop.says()).isEqualTo("ABORTED: stopped by ann; nothing was changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PREPARE", "READY", "PROBE", "SMOKE", "SWITCH"})
    void anAbortBeforeTheSwitchLeavesTheTrafficOnTheOldVersion(Phase phase) {
        Shop shop =
                Shop.deploying("web:2").asked(a -> a.smoke(true)).until(phase).aborted("stopped by ann");

        assertThat(shop.ended().says()).isEqualTo("ABORTED: stopped by ann; the traffic stayed on web:1");
        assertThat(shop.cluster().at(ACTIVE, "/spec/selector/version").asText()).isEqualTo("blue");
        assertThat(shop.cluster().at(GREEN, "/spec/replicas").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENDPOINTS", "WATCH", "DRAIN", "SCALE_DOWN"})
    void anAbortAfterTheSwitchBringsTheTrafficBack(Phase phase) {
        Shop shop = Shop.deploying("web:2").until(phase).aborted("stopped by ann");

        assertThat(shop.ended().says()).isEqualTo("ABORTED: stopped by ann; the traffic is back on web:1");
        assertThat(shop.cluster().at(ACTIVE, "/spec/selector/version").asText()).isEqualTo("blue");
        assertThat(shop.cluster().at(BLUE, "/spec/replicas").asInt()).isEqualTo(3);
    }

    @Test
    void anAbortWhileTheOldPodsEndRaisesThemAgain() {
        Shop shop = Shop.deploying("web:2")
                .untilWrite(BlueGreenChanges.SCALE_OLD)
                .step()
                .aborted("stopped by ann")
                .ended();

        assertThat(shop.writes())
                .contains("ROLLBACK web-blue: replicas 0 -> 3", "ROLLBACK web-active: selector version green -> blue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PREPARE", "READY", "PROBE", "SWITCH", "ENDPOINTS", "WATCH", "DRAIN", "SCALE_DOWN"})
    void withThePolicyHoldEverythingStaysAsItStands(Phase phase) {
        Shop shop = Shop.deploying("web:2").asked(a -> a.onFailure("hold")).until(phase);
        int writes = shop.writes().size();

        shop.aborted("stopped by ann").ended();

        String colour = shop.cluster().at(ACTIVE, "/spec/selector/version").asText();
        assertThat(shop.says()).isEqualTo("HELD: stopped by ann; the traffic is on web-" + colour);
        assertThat(shop.writes()).hasSize(writes);
    }

    @Test
    void aRollbackThatHasMovedTheTrafficIsNotMovedBackByAnAbort() {
        Shop shop = Shop.rollingBack().until(Phase.ENDPOINTS).aborted("stopped by ann");

        assertThat(shop.ended().says()).isEqualTo("HELD: stopped by ann; the traffic is on web-green");
    }

    @Test
    void aRollbackThatHasNotMovedTheTrafficIsAborted() {
        Shop shop = Shop.rollingBack().until(Phase.PROBE).aborted("stopped by ann");

        assertThat(shop.ended().says()).isEqualTo("ABORTED: stopped by ann; the traffic stayed on web:2");
    }

    @Test
    void aFailureUnderThePolicyHoldIsLeftForAPerson() {
        Shop shop = Shop.deploying("web:2")
                .asked(a -> a.onFailure("hold"))
                .until(Phase.PROBE)
                .answered(Verdict.FAIL, "500")
                .ended();

        assertThat(shop.says()).isEqualTo("HELD: 500; the traffic is on web-blue");
    }

    @Test
    void aHeldReleaseWaitsForItsEndpointsToTellTheTruth() {
        Shop shop = Shop.deploying("web:2")
                .asked(a -> a.onFailure("hold"))
                .until(Phase.ENDPOINTS)
                .aborted("stopped by ann")
                .decided();

        assertThat(shop.says()).isEqualTo("HOLD waits: 3 endpoints have not followed the selector yet");
        assertThat(shop.after(Duration.ofSeconds(5)).says())
                .isEqualTo("HELD: stopped by ann; the traffic is on web-green");
    }
}
