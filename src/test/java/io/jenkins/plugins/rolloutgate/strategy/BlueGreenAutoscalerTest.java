package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.ACTIVE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.BLUE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An autoscaler owns the size of its Deployment: it is written only from or to zero. */
class BlueGreenAutoscalerTest {
    private static final String SHARED = "hpa-web-blue";
    private static final String ITS = "hpa-web-green";

    /** One autoscaler, of the active colour, that wants five pods now. */
    private static Shop shared() {
        return Shop.deploying("web:2")
                .when(cluster -> cluster.set(BLUE, "/spec/replicas", 5).settle().autoscaler(BLUE, 2, 9, 5));
    }

    /** One autoscaler for each colour; the idle one stands at its floor of two. */
    private static Shop oneEach() {
        return Shop.deploying("web:2")
                .when(cluster -> cluster.set(GREEN, "/spec/replicas", 2)
                        .autoscaler(BLUE, 2, 9, 3)
                        .autoscaler(GREEN, 2, 9, 2)
                        .settle());
    }

    private static String floor(Shop shop) {
        return shop.cluster().at(ITS, "/spec/minReplicas").asText();
    }

    @Test
    void aSharedOneFollowsTheTraffic() {
        Shop shop = shared().ended();

        assertThat(shop.says()).isEqualTo("PROMOTED: web:2 has all the traffic");
        assertThat(shop.writes())
                .containsExactly(
                        "PREPARE web-green: image web:1 -> web:2, replicas 0 -> 5",
                        "SWITCH web-active: selector version blue -> green",
                        "ENDPOINTS hpa-web-blue: target web-blue -> web-green",
                        "SCALE_DOWN web-blue: replicas 5 -> 0");
    }

    @Test
    void whatASharedOneWantsNowIsWhatTheIdleColourGets() {
        Shop shop = shared().until(Phase.SWITCH).when(cluster -> cluster.wants(BLUE, 7));

        assertThat(shop.says()).isEqualTo("PREPARE web-green: replicas 5 -> 7");
    }

    @Test
    void aSharedOneGoesBackWithTheTraffic() {
        Shop shop = shared().until(Phase.WATCH).aborted("stopped by ann").ended();

        assertThat(shop.says()).isEqualTo("ABORTED: stopped by ann; the traffic is back on web:1");
        assertThat(shop.cluster().at(SHARED, "/spec/scaleTargetRef/name").asText())
                .isEqualTo(BLUE);
    }

    @Test
    void theFloorOfTheIdleOneIsRaisedAndGivenBack() {
        Shop shop = oneEach().ended();

        assertThat(shop.says()).isEqualTo("PROMOTED: web:2 has all the traffic");
        assertThat(shop.writes())
                .containsExactly(
                        "PREPARE hpa-web-green: minReplicas 2 -> 3",
                        "PREPARE web-green: image web:1 -> web:2",
                        "SWITCH web-active: selector version blue -> green",
                        "SCALE_DOWN hpa-web-green: minReplicas 3 -> 2",
                        "SCALE_DOWN web-blue: replicas 3 -> 0");
    }

    @Test
    void theOriginalFloorIsKeptInTheSameWrite() {
        Shop shop = oneEach().until(Phase.PREPARE).step();

        assertThat(shop.cluster()
                        .at(ITS, Annotations.pointer(Annotations.MIN_REPLICAS))
                        .asText())
                .isEqualTo("2");
    }

    @Test
    void theOriginalFloorIsKeptWhenItIsRaisedTwice() {
        Shop shop = oneEach()
                .until(Phase.SWITCH)
                .when(cluster -> cluster.wants(BLUE, 6))
                .step();

        assertThat(floor(shop)).isEqualTo("6");
        assertThat(shop.ended().writes()).contains("SCALE_DOWN hpa-web-green: minReplicas 6 -> 2");
    }

    @Test
    void aKeptFloorThatIsNoNumberIsRefused() {
        Shop shop = oneEach().when(cluster -> cluster.annotate(ITS, Annotations.MIN_REPLICAS, "two"));

        assertThat(shop.says())
                .isEqualTo("ABORTED: refused: autoscaler hpa-web-green carries rollout-gate.jenkins.io/min-replicas:"
                        + " two, which is no number to give back: correct its minReplicas and remove the annotation");
    }

    @ParameterizedTest
    @EnumSource(OnFailure.class)
    void aKeptFloorThatSomebodySpoiltHolds(OnFailure onFailure) {
        Shop shop = oneEach()
                .asked(a -> a.onFailure(onFailure.name()))
                .until(Phase.WATCH)
                .when(cluster -> cluster.annotate(ITS, Annotations.MIN_REPLICAS, "-2"))
                .ended();

        assertThat(shop.says())
                .isEqualTo("HELD: autoscaler hpa-web-green carries rollout-gate.jenkins.io/min-replicas: -2, which is"
                        + " no number to give back: correct its minReplicas and remove the annotation; the traffic is"
                        + " on web-green");
    }

    @Test
    void anAutoscalerThatAllowsTooFewIsAReasonToTurn() {
        Shop shop = oneEach().when(cluster -> cluster.wants(BLUE, 10)).step();

        assertThat(shop.says())
                .isEqualTo("decides rollback: autoscaler hpa-web-green allows 9 replicas, the load of now needs 10:"
                        + " raise its maxReplicas");
    }

    @Test
    void anIdleColourAtZeroIsScaledFromZero() {
        Shop shop = oneEach()
                .when(cluster -> cluster.set(GREEN, "/spec/replicas", 0).settle())
                .until(Phase.READY);

        assertThat(shop.writes())
                .containsExactly(
                        "PREPARE hpa-web-green: minReplicas 2 -> 3",
                        "PREPARE web-green: image web:1 -> web:2, replicas 0 -> 3");
    }

    @Test
    void theFloorIsGivenBackWhenTheReleaseRollsBack() {
        Shop shop = oneEach().until(Phase.PROBE).answered(Verdict.FAIL, "500").ended();

        assertThat(shop.says()).isEqualTo("ROLLED_BACK: 500; the traffic stayed on web:1");
        assertThat(floor(shop)).isEqualTo("2");
    }

    @Test
    void theFloorIsGivenBackWhenTheReleaseIsAborted() {
        Shop shop = oneEach().until(Phase.SWITCH).aborted("stopped by ann").ended();

        assertThat(floor(shop)).isEqualTo("2");
    }

    @Test
    void theFloorIsGivenBackWhenTheReleaseIsHeld() {
        Shop shop = oneEach()
                .asked(a -> a.onFailure("hold"))
                .until(Phase.PROBE)
                .answered(Verdict.FAIL, "500")
                .ended();

        assertThat(shop.says()).isEqualTo("HELD: 500; the traffic is on web-blue");
        assertThat(shop.writes()).last().isEqualTo("HOLD hpa-web-green: minReplicas 3 -> 2");
    }

    @Test
    void anAutoscaledBadColourGoesBackToItsImageWithoutASize() {
        Shop shop = oneEach().until(Phase.PROBE).answered(Verdict.FAIL, "500").ended();

        assertThat(shop.writes()).last().isEqualTo("ROLLBACK web-green: image web:2 -> web:1");
    }

    @Test
    void aBadColourThatWasAtZeroGoesToZeroInOneWrite() {
        Shop shop = oneEach()
                .when(cluster -> cluster.set(GREEN, "/spec/replicas", 0).settle())
                .until(Phase.WATCH)
                .aborted("stopped by ann")
                .ended();

        assertThat(shop.writes()).last().isEqualTo("ROLLBACK web-green: image web:2 -> web:1, replicas 3 -> 0");
        assertThat(shop.cluster().at(ACTIVE, "/spec/selector/version").asText()).isEqualTo("blue");
    }
}
