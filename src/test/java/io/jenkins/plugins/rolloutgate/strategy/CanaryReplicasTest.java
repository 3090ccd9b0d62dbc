package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.ACTIVE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.CANARY;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.STABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A ramp whose shares are made by numbers of pods behind one Service. */
class CanaryReplicasTest {
    private static final String RAMP = "25%:10m, 50%:10m, 100%:5m";

    private static CanaryShop ramp() {
        return CanaryShop.byReplicas(3, RAMP);
    }

    @Test
    void theWholeReleaseIsTheseWrites() {
        CanaryShop shop = ramp().ended();

        assertThat(shop.says()).isEqualTo("PROMOTED: web:2 has all the traffic");
        assertThat(shop.writes())
                .containsExactly(
                        "CANARY_25 web-canary: image web:1 -> web:2, replicas 0 -> 1",
                        "CANARY_50 web-canary: replicas 1 -> 2",
                        "CANARY_50 web-stable: replicas 3 -> 2",
                        "CANARY_100 web-canary: replicas 2 -> 3",
                        "CANARY_100 web-active: selector version any -> canary",
                        "PROMOTE web-stable: image web:1 -> web:2, replicas 2 -> 3",
                        "PROMOTE web-active: selector version canary -> stable",
                        "SCALE_DOWN web-canary: replicas 3 -> 0",
                        "SCALE_DOWN web-active: selector version stable -> any");
    }

    @Test
    void atTheEndTheSelectorIsAsBefore() {
        CanaryShop shop = ramp();
        var before = shop.cluster().at(ACTIVE, "/spec/selector");

        shop.ended();

        assertThat(shop.cluster().at(ACTIVE, "/spec/selector")).isEqualTo(before);
    }

    @Test
    void everyPhaseHoldsForItsTime() {
        CanaryShop shop = ramp().passed(50);

        assertThat(Duration.between(Play.START, shop.now())).isEqualTo(Duration.ofMinutes(20));
        assertThat(shop.phases()).containsExactly("CANARY_25", "CANARY_50");
    }

    @Test
    void aPhaseIsPassedByTimeWhereNothingIsMeasured() {
        CanaryShop shop = ramp().reached(25).after(Duration.ofMinutes(10));

        assertThat(shop.says()).isEqualTo("25% is passed by time: the hold of 10 min is over");
    }

    @Test
    void theMeasuredShareIsNoted() {
        CanaryShop shop = ramp().until(Phase.canary(50)).reached(50);

        assertThat(shop.state().gate("share-50").orElseThrow().sentence())
                .isEqualTo("2 of 4 endpoints are the canary's, 50%");
    }

    @Test
    void theCanaryIsWaitedFor() {
        CanaryShop shop = ramp().until(Phase.canary(25)).step().when(cluster -> cluster.ready(CANARY, 0));

        assertThat(shop.says()).isEqualTo("CANARY_25 waits: ready 0 of 1");
    }

    @Test
    void everyNewPodIsProbed() {
        CanaryShop shop = ramp().passed(25).until(action -> action instanceof Action.Evaluate);

        assertThat(((Gate.Probe) ((Action.Evaluate) shop.next()).gate()).subjects())
                .containsExactly("uid-web-canary-web-2-1");
    }

    @Test
    void aFailedProbeTurnsTheRelease() {
        CanaryShop shop =
                ramp().until(action -> action instanceof Action.Evaluate).answered(Verdict.FAIL, "500");

        assertThat(shop.says()).isEqualTo("decides rollback: 500");
        assertThat(shop.ended().says()).isEqualTo("ROLLED_BACK: 500; the traffic is back on web:1");
    }

    @Test
    void stableShrinksOnlyWhenTheCanaryIsBehindTheService() {
        CanaryShop shop = ramp().untilWrite(CanaryChanges.STABLE).when(cluster -> cluster.endpoints(ACTIVE, STABLE));

        assertThat(shop.says()).isEqualTo("CANARY_50 waits: endpoints 0 canary, 3 stable");
    }

    @Test
    void stableDoesNotShrinkWhileItIsShortOfPods() {
        CanaryShop shop = ramp().untilWrite(CanaryChanges.STABLE)
                .when(cluster -> cluster.ready(STABLE, 0).follow());

        assertThat(shop.says()).isEqualTo("CANARY_50 waits: endpoints 2 canary, 0 stable");
    }

    @Test
    void allTheTrafficIsGivenOnlyToACanaryThatCanTakeIt() {
        CanaryShop shop = ramp().untilWrite(CanaryChanges.SHIFT).when(cluster -> cluster.ready(CANARY, 2));

        assertThat(shop.says()).startsWith("CANARY_100 waits: ready 2 of 3");
    }

    @Test
    void endpointsThatTakeAMomentAreWaitedFor() {
        CanaryShop shop = ramp().passed(25)
                .until(Phase.canary(50))
                .step()
                .when(cluster -> cluster.settle())
                .until(action -> action instanceof Action.Evaluate)
                .step()
                .when(cluster -> cluster.endpoints(ACTIVE, STABLE))
                .after(Duration.ofMinutes(3));

        assertThat(shop.says()).startsWith("CANARY_50 waits: endpoints");
    }

    @Test
    void aSelectorThatIsNotFollowedTurnsTheRelease() {
        CanaryShop shop = ramp().untilWrite(CanaryChanges.SHIFT)
                .step()
                .when(cluster -> cluster.endpoints(ACTIVE, STABLE, CANARY))
                .after(Duration.ofMinutes(1));

        assertThat(shop.says())
                .isEqualTo("decides rollback: 100% was not reached within 1 min: endpoints 3 canary, 2 stable");
    }

    @Test
    void aCanaryThatDoesNotGetReadyInTimeTurnsTheRelease() {
        CanaryShop shop = ramp().asked(a -> a.timeout("20m"))
                .until(Phase.canary(25))
                .step()
                .when(cluster -> cluster.pods(CANARY))
                .after(Duration.ofMinutes(20));

        assertThat(shop.says())
                .isEqualTo("decides rollback: deployment web-canary did not get ready within 20 min (ready 0 of 1)");
    }

    @Test
    void aCanaryThatLosesPodsForAWhileTurnsTheRelease() {
        CanaryShop shop =
                ramp().reached(50).when(cluster -> cluster.ready(CANARY, 1)).step();

        assertThat(shop.says()).isEqualTo("CANARY_50 waits: 1 of 2 pods of the canary are ready");
        assertThat(shop.after(Duration.ofSeconds(10)).says())
                .isEqualTo("decides rollback: 1 of 2 pods of the canary are ready for 10 s");
    }

    @Test
    void aPodThatComesBackIsForgiven() {
        CanaryShop shop = ramp().reached(50)
                .when(cluster -> cluster.ready(CANARY, 1))
                .step()
                .after(Duration.ofSeconds(9))
                .when(ShopCluster::settle)
                .step();

        assertThat(shop.says()).startsWith("CANARY_50 waits: holding 50%");
    }

    @Test
    void promotionHasTheNewPodsOfStableProbedToo() {
        CanaryShop shop =
                ramp().untilWrite(CanaryChanges.STABLE).passed(100).until(action -> action instanceof Action.Evaluate);

        assertThat(((Gate.Probe) ((Action.Evaluate) shop.next()).gate()).subjects())
                .containsExactly("uid-web-stable-web-2-0", "uid-web-stable-web-2-1", "uid-web-stable-web-2-2");
    }

    @Test
    void promotionWaitsForEveryPodOfStable() {
        CanaryShop shop = ramp().untilWrite(CanaryChanges.SHIFT_BACK)
                .when(cluster -> cluster.ready(STABLE, 2).follow());

        assertThat(shop.says()).isEqualTo("PROMOTE waits: stable has 2 of 3 new pods ready");
        assertThat(shop.after(Duration.ofMinutes(11)).says())
                .startsWith("decides hold: stable was not promoted within 10 min (stable has 2 of 3 new pods ready)");
    }

    @Test
    void theCanaryEndsOnlyWhileStableStands() {
        CanaryShop shop = ramp().untilWrite(CanaryChanges.SHIFT_BACK)
                .untilWrite(CanaryChanges.CANARY)
                .when(cluster -> cluster.ready(STABLE, 1).follow());

        assertThat(shop.says()).isEqualTo("DRAIN waits: stable has 1 of 3 new pods ready");
    }

    @Test
    void theSelectorPicksBothAgainOnlyWhenTheCanaryHasEnded() {
        CanaryShop shop = ramp().untilWrite(CanaryChanges.SHIFT_BACK).untilWrite(CanaryChanges.CANARY);
        Action.Write write = (Action.Write) shop.next();
        var pods = shop.cluster()
                .seen()
                .pods(shop.cluster().seen().deployment(CANARY).orElseThrow());

        shop.step()
                .when(cluster -> cluster.pods(CANARY, pods.toArray(io.jenkins.plugins.rolloutgate.cluster.Pod[]::new)));

        assertThat(write.change().summary()).isEqualTo("replicas 3 -> 0");
        assertThat(shop.says()).isEqualTo("SCALE_DOWN waits: 3 canary pods ending");
        assertThat(shop.after(Duration.ofMinutes(2)).says())
                .isEqualTo("SCALE_DOWN web-active: selector version stable -> any");
    }
}
