package io.jenkins.plugins.rolloutgate.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Ramp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process that died is followed by one that goes on, with its journal or without. */
class CanaryAdoptionTest {
    private static CanaryShop ramp() {
        return CanaryShop.byReplicas(3, "25%:1m, 50%:1m, 100%:1m");
    }

    private static CanaryShop routed() {
        return CanaryShop.byRoute(3, "25%:1m, 50%:1m, 100%:1m");
    }

    private static List<Integer> passed(CanaryShop shop) {
        return shop.state().ramp().passed().stream().map(Ramp.Passed::percent).toList();
    }

    @Test
    void aPhaseOfWhichTheMeasurementsAreLostIsBegunAgain() {
        CanaryShop shop = ramp().reached(50).losingItsJournal();

        assertThat(passed(shop)).containsExactly(25);
        assertThat(shop.ended().says()).isEqualTo("PROMOTED: web:2 has all the traffic");
    }

    @Test
    void fromEveryWriteItGoesOnToTheSameEnd() {
        for (int after = 1; after <= 9; after++) {
            for (CanaryShop shop : List.of(ramp(), routed())) {
                int writes = after;
                shop.until(action ->
                                action instanceof Action.End || shop.writes().size() == writes)
                        .losingItsJournal()
                        .ended();

                assertThat(shop.says()).as("after %d writes", after).startsWith("PROMOTED");
                assertThat(shop.cluster()
                                .at(ShopCluster.CANARY, "/spec/replicas")
                                .asInt())
                        .isZero();
                assertThat(shop.cluster()
                                .at(ShopCluster.ACTIVE, "/spec/selector")
                                .has("version"))
                        .isFalse();
            }
        }
    }

    @Test
    void whatOthersChangeAfterTheAdoptionIsNoticed() {
        CanaryShop narrowed = ramp().reached(100)
                .losingItsJournal()
                .when(cluster -> cluster.set(ShopCluster.ACTIVE, "/spec/selector/version", "stable"));
        CanaryShop sized = ramp().reached(25)
                .losingItsJournal()
                .when(cluster -> cluster.set(ShopCluster.CANARY, "/spec/replicas", 2));
        CanaryShop weighed = routed().reached(25)
                .losingItsJournal()
                .when(cluster -> cluster.set(ShopCluster.ROUTE, "/spec/rules/0/backendRefs/1/weight", 60));

        for (CanaryShop shop : List.of(narrowed, sized, weighed)) {
            assertThat(shop.says()).startsWith("decides hold: ").endsWith(" by somebody else");
        }
    }

    @Test
    void aReleaseOnItsWayBackGoesOnBack() {
        CanaryShop shop = ramp().reached(50)
                .aborted("stopped by ann")
                .untilWrite(CanaryChanges.SHIFT_BACK)
                .step()
                .losingItsJournal();

        assertThat(shop.ended().says())
                .isEqualTo("ROLLED_BACK: its journal is gone; the cluster shows that it was on its way back; the"
                        + " traffic is back on web:1");
    }

    @Test
    void aStageIsWaitedForAgain() {
        CanaryShop shop =
                ramp().asked(a -> a.until("25%")).reached(25).losingItsJournal().passed(25);

        assertThat(shop.says()).isEqualTo("CANARY_25 waits: 25% is passed, waiting for the next stage");
    }

    @Test
    void aHeldReleaseStaysHeld() {
        CanaryShop shop = ramp().asked(a -> a.tolerance(10.0))
                .when(cluster -> cluster.autoscaler(ShopCluster.STABLE, 2, 9, 3))
                .reached(25)
                .when(cluster -> cluster.set(ShopCluster.CANARY, "/spec/replicas", 7))
                .until(Phase.HOLD)
                .step()
                .when(cluster -> cluster.set(ShopCluster.CANARY, "/spec/replicas", 1))
                .losingItsJournal();

        assertThat(shop.ended().says())
                .isEqualTo("HELD: its journal is gone; the cluster shows that it was held for a person; 25% of the"
                        + " traffic is on web:2, the rest on web:1");
    }

    @Test
    void aFoldOfTheSameEventsLeadsToTheSameActions() {
        CanaryShop shop = ramp().judgedBy("rollback").asked(a -> a.until("50%").body(false));
        Strategy remembering = new CanaryStrategy(shop.spec());
        List<Action> all = new ArrayList<>();

        while (!(shop.next() instanceof Action.Wait wait && wait.status().contains("next stage"))) {
            all.add(remembering.next(shop.state(), shop.cluster().seen(), shop.now()));
            assertThat(shop.next()).isEqualTo(all.get(all.size() - 1));
            shop.step();
        }

        assertThat(all).hasSizeGreaterThan(20);
    }
}
