package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.CANARY;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.STABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import org.junit.jupiter.api.Test;

/** Stable has an autoscaler, which the canary takes load away from. */
class CanaryAutoscalerTest {
    private static final String ITS = "hpa-web-stable";

    private static CanaryShop ramp() {
        return CanaryShop.byReplicas(4, "25%:1m, 50%:1m, 100%:1m")
                .asked(a -> a.tolerance(10.0))
                .when(cluster -> cluster.autoscaler(STABLE, 2, 9, 4));
    }

    private static boolean isGivenBack(CanaryShop shop) {
        return shop.cluster().at(ITS, "/spec/minReplicas").asInt() == 2
                && shop.cluster()
                        .at(ITS, Annotations.pointer(Annotations.MIN_REPLICAS))
                        .isMissingNode();
    }

    @Test
    void theFloorIsRaisedFirstAndStableIsNeverSized() {
        CanaryShop shop = ramp().ended();

        assertThat(shop.says()).startsWith("PROMOTED");
        assertThat(shop.writes())
                .containsExactly(
                        "CANARY_25 hpa-web-stable: minReplicas 2 -> 4",
                        "CANARY_25 web-canary: image web:1 -> web:2, replicas 0 -> 1",
                        "CANARY_50 web-canary: replicas 1 -> 4",
                        "CANARY_100 web-active: selector version any -> canary",
                        "PROMOTE web-stable: image web:1 -> web:2",
                        "PROMOTE web-active: selector version canary -> stable",
                        "SCALE_DOWN web-canary: replicas 4 -> 0",
                        "SCALE_DOWN web-active: selector version stable -> any",
                        "SCALE_DOWN hpa-web-stable: minReplicas 4 -> 2");
        assertThat(isGivenBack(shop)).isTrue();
    }

    @Test
    void theCanaryGrowsWithTheLoad() {
        CanaryShop shop =
                ramp().passed(50).when(cluster -> cluster.wants(STABLE, 8)).ended();

        assertThat(shop.writes()).contains("CANARY_100 web-canary: replicas 4 -> 8");
    }

    @Test
    void theFloorIsGivenBackWhenTheReleaseIsStopped() {
        CanaryShop shop = ramp().reached(50).aborted("stopped by ann").ended();

        assertThat(shop.says()).startsWith("ABORTED");
        assertThat(isGivenBack(shop)).isTrue();
    }

    @Test
    void theFloorIsGivenBackWhenTheReleaseIsHeld() {
        CanaryShop shop = ramp().reached(50)
                .when(cluster -> cluster.set(CANARY, "/spec/replicas", 9))
                .ended();

        assertThat(shop.says()).startsWith("HELD");
        assertThat(isGivenBack(shop)).isTrue();
    }

    @Test
    void theFloorIsGivenBackWhenADeploymentIsGone() {
        CanaryShop shop =
                ramp().reached(50).when(cluster -> cluster.delete(CANARY)).ended();

        assertThat(shop.says()).startsWith("HELD");
        assertThat(isGivenBack(shop)).isTrue();
    }

    @Test
    void aKeptFloorThatIsNoNumberIsRefused() {
        CanaryShop shop = ramp().when(cluster -> cluster.annotate(ITS, Annotations.MIN_REPLICAS, "two"));

        assertThat(shop.says())
                .isEqualTo("ABORTED: refused: autoscaler hpa-web-stable carries rollout-gate.jenkins.io/min-replicas:"
                        + " two, which is no number to give back: correct its minReplicas and remove the annotation");
    }

    @Test
    void aKeptFloorThatSomebodySpoiltHolds() {
        CanaryShop shop = ramp().reached(50)
                .when(cluster -> cluster.annotate(ITS, Annotations.MIN_REPLICAS, ""))
                .ended();

        assertThat(shop.says())
                .startsWith("HELD: autoscaler hpa-web-stable carries rollout-gate.jenkins.io/min-replicas: , which is"
                        + " no number");
    }

    @Test
    void aSpoiltFloorAndAMissingDeploymentStillEnd() {
        CanaryShop shop = ramp().reached(50)
                .when(cluster ->
                        cluster.annotate(ITS, Annotations.MIN_REPLICAS, "two").delete(CANARY))
                .ended();

        assertThat(shop.says()).startsWith("HELD: deployment web-canary was deleted");
    }

    @Test
    void aConflictIsNoReasonToKeepTheFloor() {
        CanaryShop shop = ramp().reached(50)
                .aborted("stopped by ann")
                .until(action -> action instanceof Action.Write write
                        && write.change().key().equals(BlueGreenChanges.RESTORE_MIN));
        shop.note(EventKind.INTENT, Json.object().put("key", BlueGreenChanges.RESTORE_MIN))
                .note(
                        EventKind.NOT_WRITTEN,
                        Json.object().put("key", BlueGreenChanges.RESTORE_MIN).put("reason", "it has changed"));

        assertThat(isGivenBack(shop.ended())).isTrue();
    }

    @Test
    void aFloorThatMayNotBeWrittenDoesNotKeepTheReleaseOpen() {
        CanaryShop shop = ramp().reached(50)
                .aborted("stopped by ann")
                .untilWrite(BlueGreenChanges.RESTORE_MIN)
                .refused("not allowed to patch autoscalers")
                .decided()
                .refused("not allowed to patch autoscalers");

        assertThat(shop.says()).startsWith("HELD: stopped by ann; not allowed to patch autoscalers");
    }
}
