package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.CANARY;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.ROUTE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.STABLE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.TO_CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A ramp whose shares are the weights of an HTTPRoute. */
class CanaryRouteTest {
    private static CanaryShop ramp() {
        return CanaryShop.byRoute(10, "5%:10m, 50%:10m, 100%:5m");
    }

    @Test
    void theWholeReleaseIsTheseWrites() {
        CanaryShop shop = ramp().ended();

        assertThat(shop.says()).isEqualTo("PROMOTED: web:2 has all the traffic");
        assertThat(shop.writes())
                .containsExactly(
                        "CANARY_5 web-canary: image web:1 -> web:2, replicas 0 -> 1",
                        "CANARY_5 web: weight of to-stable 1 -> 95, weight of to-canary 0 -> 5",
                        "CANARY_50 web-canary: replicas 1 -> 5",
                        "CANARY_50 web: weight of to-stable 95 -> 50, weight of to-canary 5 -> 50",
                        "CANARY_100 web-canary: replicas 5 -> 10",
                        "CANARY_100 web: weight of to-stable 50 -> 0, weight of to-canary 50 -> 100",
                        "PROMOTE web-stable: image web:1 -> web:2",
                        "PROMOTE web: weight of to-stable 0 -> 1, weight of to-canary 100 -> 0",
                        "SCALE_DOWN web-canary: replicas 10 -> 0");
    }

    @Test
    void weightsAreWrittenOnlyWhereTheBackendIsTheOneThatWasSeen() {
        CanaryShop shop = ramp().untilWrite(CanaryChanges.SHIFT);

        assertThat(((Action.Write) shop.next()).change().patch())
                .containsExactly(
                        PatchOp.test("/spec/rules/0/backendRefs/0/name", "to-stable"),
                        PatchOp.test("/spec/rules/0/backendRefs/0/weight", 1),
                        PatchOp.set("/spec/rules/0/backendRefs/0/weight", 95),
                        PatchOp.test("/spec/rules/0/backendRefs/1/name", "to-canary"),
                        PatchOp.test("/spec/rules/0/backendRefs/1/weight", 0),
                        PatchOp.set("/spec/rules/0/backendRefs/1/weight", 5));
    }

    @Test
    void aBackendWithoutAWeightGetsOne() {
        CanaryShop shop = ramp().when(cluster -> cluster.remove(ROUTE, "/spec/rules/0/backendRefs/0/weight"))
                .ended();

        assertThat(shop.says()).isEqualTo("PROMOTED: web:2 has all the traffic");
    }

    @Test
    void noWeightGoesToABackendWithoutReadyEndpoints() {
        CanaryShop shop = ramp().untilWrite(CanaryChanges.SHIFT).when(cluster -> cluster.endpoints(TO_CANARY));

        assertThat(shop.says()).isEqualTo("CANARY_5 waits: service to-canary has 0 of 1 ready endpoints");
        assertThat(shop.after(Duration.ofMinutes(3)).says()).startsWith("CANARY_5 waits: ");
        assertThat(shop.after(Duration.ofHours(1)).says())
                .isEqualTo("decides rollback: the canary did not get to 5% within the timeout of 30 min");
    }

    @Test
    void aLaterPhaseWaitsForItsEndpointsToo() {
        CanaryShop shop = ramp().passed(5)
                .until(action -> action instanceof Action.Write write
                        && write.change().summary().contains("95 -> 50"))
                .when(cluster -> cluster.endpoints(TO_CANARY));

        assertThat(shop.says()).isEqualTo("CANARY_50 waits: service to-canary has 0 of 5 ready endpoints");
    }

    @Test
    void thePhaseBeginsWhenEveryParentHasAcceptedTheWeights() {
        CanaryShop shop = ramp().untilWrite(CanaryChanges.SHIFT)
                .step()
                .when(cluster -> cluster.parentSays("gateway edge has not seen generation 2"));

        assertThat(shop.says()).isEqualTo("CANARY_5 waits: gateway edge has not seen generation 2");
        assertThat(shop.after(Duration.ofMinutes(1)).says())
                .isEqualTo("decides rollback: 5% was not reached within 1 min: gateway edge has not seen generation 2");
    }

    @Test
    void stableKeepsItsSizeAndGetsItsTrafficBackInOneWrite() {
        CanaryShop shop = ramp().reached(50).aborted("stopped by ann").ended();

        assertThat(shop.says()).isEqualTo("ABORTED: stopped by ann; the traffic is back on web:1");
        assertThat(shop.writes().subList(4, shop.writes().size()))
                .containsExactly(
                        "ROLLBACK web: weight of to-stable 50 -> 1, weight of to-canary 50 -> 0",
                        "ROLLBACK web-canary: replicas 5 -> 2",
                        "ROLLBACK web-canary: replicas 2 -> 1",
                        "ROLLBACK web-canary: image web:2 -> web:1, replicas 1 -> 0");
    }

    @Test
    void aRouteThatNobodyTouchedIsNotWaitedFor() {
        CanaryShop shop = ramp().untilWrite(CanaryChanges.SHIFT)
                .when(cluster -> cluster.parentSays("gateway edge is gone"))
                .aborted("stopped by ann")
                .ended();

        assertThat(shop.says()).isEqualTo("ABORTED: stopped by ann; the traffic stayed on web:1");
    }

    @Test
    void aStandingCanaryGetsItsImageAndSizeBack() {
        CanaryShop shop = ramp().when(
                        cluster -> cluster.set(CANARY, "/spec/replicas", 2).settle())
                .reached(50)
                .aborted("stopped by ann")
                .ended();

        assertThat(shop.writes()).last().isEqualTo("ROLLBACK web-canary: image web:2 -> web:1, replicas 5 -> 2");
    }

    @Test
    void aRollbackIsDoneOnlyWhenNoPodOfTheBadImageIsLeft() {
        CanaryShop shop = ramp().when(
                        cluster -> cluster.set(CANARY, "/spec/replicas", 1).settle())
                .reached(5)
                .aborted("stopped by ann")
                .untilWrite(CanaryChanges.END_CANARY);
        var bad = shop.cluster().pod(CANARY, 0, true);

        shop.step().when(cluster -> cluster.pods(CANARY, bad));

        assertThat(shop.says()).isEqualTo("ROLLBACK waits: 1 bad pod ending");
    }

    @Test
    void aVirtualServiceHasNoStatusToWaitFor() {
        assertThat(ramp().reached(5).state().gate("share-5").orElseThrow().sentence())
                .isEqualTo("every parent of web has accepted 5%");
    }

    @Test
    void stableIsProvedReadyBehindItsServiceBeforeItGetsTheTrafficBack() {
        CanaryShop shop = ramp().reached(50)
                .aborted("stopped by ann")
                .decided()
                .when(cluster -> cluster.ready(STABLE, 9).follow());

        assertThat(shop.says()).isEqualTo("ROLLBACK waits: stable is made ready first: 9 of 10");
        assertThat(shop.after(Duration.ofMinutes(5)).says())
                .startsWith("decides hold: stopped by ann; the way back was not done within 5 min");
    }
}
