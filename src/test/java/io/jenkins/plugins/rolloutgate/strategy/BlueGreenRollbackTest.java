package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.ACTIVE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.BLUE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The way back of a release that failed. */
class BlueGreenRollbackTest {
    private static Shop failedBeforeTheSwitch() {
        return Shop.deploying("web:2")
                .until(Phase.PROBE)
                .answered(Verdict.FAIL, "500")
                .decided();
    }

    private static Shop failedAfterTheSwitch() {
        return Shop.deploying("web:2")
                .until(Phase.WATCH)
                .when(cluster -> cluster.ready(GREEN, 2).follow())
                .step()
                .after(Duration.ofSeconds(10))
                .decided();
    }

    @Test
    void beforeTheSwitchTheIdleColourGetsBackItsImageAndSizeInOneWrite() {
        Shop shop = failedBeforeTheSwitch();

        assertThat(shop.says()).isEqualTo("ROLLBACK web-green: image web:2 -> web:1, replicas 3 -> 0");
        assertThat(shop.ended().says()).isEqualTo("ROLLED_BACK: 500; the traffic stayed on web:1");
    }

    @Test
    void anIdleColourThatStoodBeforeStandsAgain() {
        Shop shop = Shop.deploying("web:2")
                .when(cluster -> cluster.set(GREEN, "/spec/replicas", 2).settle())
                .until(Phase.PROBE)
                .answered(Verdict.FAIL, "500")
                .ended();

        assertThat(shop.writes()).last().isEqualTo("ROLLBACK web-green: image web:2 -> web:1, replicas 3 -> 2");
    }

    @Test
    void afterTheSwitchTheSelectorGoesBackAndTheBadPodsEndInSteps() {
        Shop shop = failedAfterTheSwitch().ended();

        assertThat(shop.says())
                .isEqualTo("ROLLED_BACK: 2 of 3 pods of the new colour are ready for 10 s after the switch; the"
                        + " traffic is back on web:1");
        assertThat(shop.writes())
                .endsWith(
                        "ROLLBACK web-active: selector version green -> blue",
                        "ROLLBACK web-green: replicas 3 -> 1",
                        "ROLLBACK web-green: image web:2 -> web:1, replicas 1 -> 0");
    }

    @Test
    void theOldColourIsProvedReadyBeforeTheSelectorGoesBack() {
        Shop shop = failedAfterTheSwitch().when(cluster -> cluster.ready(BLUE, 2));

        assertThat(shop.says()).isEqualTo("ROLLBACK waits: old colour is made ready first: 2 of 3");
    }

    @Test
    void theOldColourIsRaisedToTheSizeThatTheNewOneHasNow() {
        Shop shop = failedAfterTheSwitch()
                .when(cluster -> cluster.set(GREEN, "/spec/replicas", 5).settle());

        assertThat(shop.says()).isEqualTo("ROLLBACK web-blue: replicas 3 -> 5");
        assertThat(shop.step().says()).isEqualTo("ROLLBACK waits: old colour is made ready first: 3 of 5");
    }

    @Test
    void theBadPodsStayUntilEndpointsHaveFollowed() {
        Shop shop = failedAfterTheSwitch()
                .untilWrite(BlueGreenChanges.SWITCH_BACK)
                .step()
                .when(cluster -> cluster.endpoints(ACTIVE, BLUE, GREEN));

        assertThat(shop.says()).isEqualTo("ROLLBACK waits: endpoints 3 old, 2 new");
    }

    @Test
    void aStepDownWaitsForThePodsOfTheStepBefore() {
        Shop shop =
                failedAfterTheSwitch().untilWrite(BlueGreenChanges.SCALE_NEW).step();

        assertThat(shop.says()).startsWith("ROLLBACK waits: ").endsWith("bad pods left, ending in steps");
    }

    @Test
    void aStuckBadPodDoesNotStopTheStepsForEver() {
        Shop shop = failedAfterTheSwitch()
                .untilWrite(BlueGreenChanges.SCALE_NEW)
                .step()
                .after(Duration.ofMinutes(2));

        assertThat(shop.says()).isEqualTo("ROLLBACK web-green: image web:2 -> web:1, replicas 1 -> 0");
    }

    @Test
    void theRollbackIsDoneOnlyWhenTheBadPodsHaveEnded() {
        Shop shop = failedBeforeTheSwitch()
                .step()
                .when(cluster -> cluster.set(GREEN, "/spec/template/spec/containers/0/image", "web:2")
                        .pods(GREEN, cluster.pod(GREEN, 0, true))
                        .set(GREEN, "/spec/template/spec/containers/0/image", "web:1"));

        assertThat(shop.says()).isEqualTo("ROLLBACK waits: 1 bad pod ending");
    }

    @Test
    void aWayBackThatTakesTooLongIsLeftForAPerson() {
        Shop shop =
                failedAfterTheSwitch().when(cluster -> cluster.ready(BLUE, 0)).after(Duration.ofMinutes(5));

        assertThat(shop.says())
                .startsWith("decides hold: ")
                .endsWith("; the way back was not done within 5 min (old colour is made ready first: 0 of 3)");
    }

    @Test
    void aWriteThatIsRefusedOnTheWayBackIsLeftForAPerson() {
        Shop shop = failedAfterTheSwitch().refused("not allowed to patch services");

        assertThat(shop.says()).startsWith("decides hold: ").endsWith("; not allowed to patch services");
    }

    @Test
    void aWriteThatIsRefusedOnTheWayForwardTurnsTheRelease() {
        Shop shop = Shop.deploying("web:2").until(Phase.PREPARE).refused("exceeded quota");

        assertThat(shop.says()).isEqualTo("decides rollback: exceeded quota");
        assertThat(shop.ended().writes()).isEmpty();
    }
}
