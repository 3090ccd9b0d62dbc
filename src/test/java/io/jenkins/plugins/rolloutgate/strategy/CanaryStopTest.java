package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.ACTIVE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.CANARY;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.ROUTE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.STABLE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.TO_CANARY;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.TO_STABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.EventKind;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stops, refusals of the API server, and what others change under way. */
class CanaryStopTest {
    private static CanaryShop ramp() {
        return CanaryShop.byReplicas(4, "25%:1m, 50%:1m, 100%:1m");
    }

    private static CanaryShop routed() {
        return CanaryShop.byRoute(4, "25%:1m, 50%:1m, 100%:1m");
    }

    @Test
    void aStopBeforeTheFirstWriteChangesNothing() {
        CanaryShop shop = ramp().aborted("stopped by ann");

        assertThat(shop.ended().says()).isEqualTo("ABORTED: stopped by ann; nothing was changed");
        assertThat(shop.writes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"25", "50", "100"})
    void aStopInAPhaseEndsAllOldAndIsTerminal(int percent) {
        for (CanaryShop shop : new CanaryShop[] {ramp(), routed()}) {
            shop.reached(percent).aborted("stopped by ann").ended();

            assertThat(shop.says()).isEqualTo("ABORTED: stopped by ann; the traffic is back on web:1");
            assertThat(shop.cluster().at(CANARY, "/spec/replicas").asInt()).isZero();
            assertThat(shop.cluster().at(STABLE, "/spec/replicas").asInt()).isEqualTo(4);
            assertThat(shop.cluster().at(ACTIVE, "/spec/selector").has("version"))
                    .isFalse();
        }
    }

    @Test
    void aStopWhileStableIsPromotedGoesBack() {
        CanaryShop shop = ramp().passed(100)
                .untilWrite(CanaryChanges.STABLE)
                .step()
                .aborted("stopped by ann")
                .ended();

        assertThat(shop.says()).isEqualTo("ABORTED: stopped by ann; the traffic is back on web:1");
        assertThat(shop.writes())
                .contains(
                        "ROLLBACK web-stable: image web:2 -> web:1",
                        "ROLLBACK web-active: selector version canary -> stable");
    }

    @Test
    void aStopAfterPromotionLeavesTheNewVersion() {
        CanaryShop shop = ramp().untilWrite(CanaryChanges.SHIFT_BACK)
                .step()
                .aborted("stopped by ann")
                .ended();

        assertThat(shop.says()).isEqualTo("HELD: stopped by ann; the traffic is on web:2");
    }

    @Test
    void nothingBringsAStoppedCanaryBack() {
        CanaryShop shop = ramp().asked(a -> a.until("25%"))
                .passed(25)
                .aborted("stopped by ann")
                .decided()
                .continued(100)
                .ended();

        assertThat(shop.says()).startsWith("ABORTED: stopped by ann");
    }

    @Test
    void theBadPodsEndInStepsAndThenTheSelectorIsAsBefore() {
        CanaryShop shop = ramp().reached(100).aborted("stopped by ann").ended();

        assertThat(shop.writes().subList(6, shop.writes().size()))
                .containsExactly(
                        "ROLLBACK web-stable: replicas 2 -> 4",
                        "ROLLBACK web-active: selector version canary -> stable",
                        "ROLLBACK web-canary: replicas 4 -> 2",
                        "ROLLBACK web-canary: replicas 2 -> 1",
                        "ROLLBACK web-canary: image web:2 -> web:1, replicas 1 -> 0",
                        "RESTORE web-active: selector version stable -> any");
    }

    @Test
    void stableIsProvedReadyBeforeItGetsTheTrafficBack() {
        CanaryShop shop = ramp().reached(100)
                .aborted("stopped by ann")
                .untilWrite(CanaryChanges.SHIFT_BACK)
                .when(cluster -> cluster.ready(STABLE, 3));

        assertThat(shop.says()).isEqualTo("ROLLBACK waits: stable is made ready first: 3 of 4");
        assertThat(shop.after(Duration.ofMinutes(5)).ended().says())
                .startsWith("HELD: stopped by ann; the way back was not done within 5 min")
                .endsWith("; 100% of the traffic is on web:2");
    }

    @Test
    void aWriteThatIsRefusedOnTheWayForwardTurnsTheRelease() {
        CanaryShop shop = ramp().untilWrite(CanaryChanges.SHIFT).refused("not allowed to patch services");

        assertThat(shop.says()).isEqualTo("decides rollback: not allowed to patch services");
    }

    @Test
    void aWriteThatIsRefusedOnTheWayBackIsLeftForAPerson() {
        CanaryShop shop = ramp().reached(25)
                .aborted("stopped by ann")
                .untilWrite(CanaryChanges.SHIFT_BACK)
                .refused("not allowed to patch services");

        assertThat(shop.says()).isEqualTo("decides hold: stopped by ann; not allowed to patch services");
    }

    private static void isHeld(CanaryShop shop, String why) {
        assertThat(shop.says()).isEqualTo("decides hold: " + why);
        int writes = shop.writes().size();
        assertThat(shop.ended().says()).startsWith("HELD: " + why);
        assertThat(shop.writes()).hasSize(writes);
    }

    private static CanaryShop changed(CanaryShop shop, Consumer<ShopCluster> change) {
        return shop.reached(50).when(change);
    }

    @Test
    void anImageThatSomebodyElseSetsIsLeftAlone() {
        isHeld(
                changed(ramp(), cluster -> cluster.set(CANARY, "/spec/template/spec/containers/0/image", "web:hotfix")),
                "deployment web-canary was given image web:hotfix by somebody else");
        isHeld(
                changed(ramp(), cluster -> cluster.set(STABLE, "/spec/template/spec/containers/0/image", "web:hotfix")),
                "deployment web-stable was given image web:hotfix by somebody else");
    }

    @Test
    void theImagesOfTheReleaseInAnotherHandAreNoticedToo() {
        String image = "/spec/template/spec/containers/0/image";
        isHeld(
                changed(ramp(), cluster -> cluster.set(STABLE, image, "web:2")),
                "deployment web-stable was given image web:2 by somebody else");
        isHeld(
                changed(ramp(), cluster -> cluster.set(CANARY, image, "web:1")),
                "deployment web-canary was given image web:1 by somebody else");
    }

    @Test
    void servicesBehindARouteThatSomebodyElsePointsElsewhereAreNoticed() {
        isHeld(
                changed(routed(), cluster -> cluster.remove(TO_STABLE, "/spec/selector/version")),
                "service to-stable was pointed to {app=web} by somebody else");
        isHeld(
                changed(routed(), cluster -> cluster.set(TO_CANARY, "/spec/selector/version", "stable")),
                "service to-canary was pointed to {app=web, version=stable} by somebody else");
    }

    @Test
    void aSizeThatSomebodyElseGaveTheCanaryIsLeftAlone() {
        isHeld(
                changed(ramp(), cluster -> cluster.set(CANARY, "/spec/replicas", 7)),
                "deployment web-canary was scaled to 7 by somebody else");
    }

    @Test
    void aStableThatSomebodyElseMadeSmallerIsLeftAlone() {
        isHeld(
                changed(ramp(), cluster -> cluster.set(STABLE, "/spec/replicas", 1)),
                "deployment web-stable was scaled to 1 by somebody else");
    }

    @Test
    void aStableThatSomebodyElseMadeLargerIsNeverMadeSmaller() {
        CanaryShop shop = ramp().reached(25)
                .when(cluster -> cluster.set(STABLE, "/spec/replicas", 6).settle())
                .ended();

        assertThat(shop.says()).startsWith("PROMOTED");
        assertThat(shop.writes())
                .contains("CANARY_50 web-canary: replicas 1 -> 6")
                .noneMatch(write -> write.contains("web-stable: replicas 6 -> "));
    }

    @Test
    void aSelectorThatSomebodyElseChangesIsLeftAlone() {
        isHeld(
                changed(ramp(), cluster -> cluster.set(ACTIVE, "/spec/selector/version", "stable")),
                "service web-active was pointed to {app=web, version=stable} by somebody else");
        isHeld(
                changed(ramp(), cluster -> cluster.set(ACTIVE, "/spec/selector/app", "other")),
                "service web-active was pointed to {app=other} by somebody else");
    }

    @Test
    void weightsThatSomebodyElseSetsAreLeftAlone() {
        isHeld(
                changed(routed(), cluster -> cluster.set(ROUTE, "/spec/rules/0/backendRefs/1/weight", 90)),
                "weight of to-canary in httproute shop/web was set to 90 by somebody else");
    }

    @Test
    void backendsThatSomebodyElseSwapsAreNoticed() {
        isHeld(
                changed(
                        routed(),
                        cluster -> cluster.set(ROUTE, "/spec/rules/0/backendRefs/0/name", "to-canary")
                                .set(ROUTE, "/spec/rules/0/backendRefs/1/name", "to-stable")),
                "httproute shop/web was given other backends by somebody else");
    }

    @Test
    void whatIsDeletedIsLeftForAPerson() {
        CanaryShop shop = ramp().reached(50).when(cluster -> cluster.delete(CANARY));

        assertThat(shop.says()).isEqualTo("decides hold: deployment web-canary was deleted by somebody else");
        assertThat(shop.ended().says()).endsWith("; where the traffic is cannot be told");
    }

    @Test
    void whatIsCreatedAgainIsNoticed() {
        CanaryShop shop = routed().reached(50).when(cluster -> cluster.recreate(ROUTE));

        assertThat(shop.says()).isEqualTo("decides hold: route web was deleted and created again by somebody else");
    }

    @Test
    void aCrashLoopTurnsTheReleaseWithWhatTheLogSays() {
        CanaryShop shop = ramp().reached(25).when(cluster -> cluster.pods(CANARY, crashing()));

        assertThat(shop.says()).isEqualTo("CANARY_25 asks explain");
        assertThat(shop.answered(io.jenkins.plugins.rolloutgate.record.Verdict.PASS, "its log says: no database")
                        .says())
                .isEqualTo("decides rollback: the canary does not stand: pod web-canary-0, container web: crashed 4"
                        + " times; its log says: no database");
    }

    private static io.jenkins.plugins.rolloutgate.cluster.Pod crashing() {
        var container = new io.jenkins.plugins.rolloutgate.cluster.Pod.Container(
                "web", "web:2", false, 4, "CrashLoopBackOff", "", java.util.Optional.empty());
        return new io.jenkins.plugins.rolloutgate.cluster.Pod(
                "web-canary-0",
                "uid-0",
                java.util.Map.of("app", "web", "version", "canary"),
                false,
                false,
                java.util.Optional.empty(),
                java.util.List.of(container));
    }

    @Test
    void anOutageIsNoPartOfAHold() {
        CanaryShop shop = ramp().reached(25).after(Duration.ofMinutes(1));

        shop.note(
                EventKind.OUTAGE,
                io.jenkins.plugins.rolloutgate.record.Json.object()
                        .put("from", shop.now().minus(Duration.ofSeconds(50)).toString()));

        assertThat(shop.says()).isEqualTo("CANARY_25 waits: holding 25%");
    }
}
