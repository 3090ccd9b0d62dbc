package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.BLUE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A release whose journal is gone is read back from the annotations that its writes have left. */
class BlueGreenAdoptionTest {
    private static BlueGreenAdoption adopted(Shop shop) {
        Baseline baseline = shop.situation().baseline();
        return BlueGreenAdoption.read(
                Shop.RELEASE, shop.spec(), baseline, shop.cluster().seen());
    }

    private static Shop deploying() {
        return Shop.deploying("web:2");
    }

    @Test
    void nothingWasWritten() {
        assertThat(adopted(deploying().until(Phase.PREPARE)).done()).isEmpty();
    }

    @Test
    void theIdleColourWasPrepared() {
        assertThat(adopted(deploying().until(Phase.READY)).done()).containsExactly("prepare");
    }

    @Test
    void theTrafficWasSwitched() {
        assertThat(adopted(deploying().until(Phase.WATCH)).done()).containsExactly("prepare", "switch");
    }

    @Test
    void theOldColourWasScaledDown() {
        assertThat(adopted(deploying().ended()).done()).containsExactly("prepare", "switch", "scale-old");
    }

    @Test
    void aSharedAutoscalerWasRetargeted() {
        Shop shop =
                deploying().when(cluster -> cluster.autoscaler(BLUE, 2, 9, 3)).until(Phase.WATCH);

        assertThat(adopted(shop).done()).containsExactly("prepare", "switch", "retarget");
    }

    @Test
    void theTrafficWasMovedBack() {
        Shop shop = deploying()
                .until(Phase.WATCH)
                .aborted("stopped by ann")
                .untilWrite(BlueGreenChanges.SWITCH_BACK)
                .step();

        assertThat(adopted(shop).done()).containsExactly("prepare", "switch", "switch-back");
        assertThat(adopted(shop).decision()).contains("rollback");
    }

    @Test
    void aRollbackThatWasStoppedIsNoneThatTookPlace() {
        Shop shop = Shop.rollingBack()
                .when(cluster -> cluster.autoscaler(GREEN, 1, 9, 3))
                .until(Phase.SWITCH)
                .aborted("stopped by ann")
                .until(Phase.RESTORE)
                .step();

        assertThat(adopted(shop).decision()).contains("abort");
    }

    @Test
    void aReleaseOnItsWayForwardHasTakenNoTurn() {
        assertThat(adopted(deploying().until(Phase.DRAIN)).decision()).isEmpty();
    }

    @Test
    void marksOfAnotherReleaseCountForNothing() {
        Shop shop = deploying().until(Phase.WATCH);
        for (String object : List.of(BLUE, GREEN, ShopCluster.ACTIVE)) {
            shop.cluster().annotate(object, Annotations.RELEASE, "checkout-6");
        }

        assertThat(adopted(shop)).isEqualTo(new BlueGreenAdoption(List.of(), Optional.empty()));
    }
}
