package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.ACTIVE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.BLUE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.GREEN;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.PREVIEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The way to the new version, phase by phase. */
class BlueGreenForwardTest {
    private final Shop shop = Shop.deploying("web:2");

    @Test
    void aReleaseGoesThroughItsPhasesInOrder() {
        shop.asked(a -> a.smoke(true).watch("30s").drain("60s")).ended();

        assertThat(shop.says()).isEqualTo("PROMOTED: web:2 has all the traffic");
        assertThat(shop.phases())
                .containsExactly(
                        "PREPARE", "READY", "PROBE", "SMOKE", "SWITCH", "ENDPOINTS", "WATCH", "DRAIN", "SCALE_DOWN");
        assertThat(shop.writes())
                .containsExactly(
                        "PREPARE web-green: image web:1 -> web:2, replicas 0 -> 3",
                        "SWITCH web-active: selector version blue -> green",
                        "SCALE_DOWN web-blue: replicas 3 -> 0");
    }

    @Test
    void anIdleColourThatIsLargerStaysSo() {
        shop.when(cluster -> cluster.set(GREEN, "/spec/replicas", 5).settle()).until(Phase.PREPARE);

        assertThat(shop.says()).isEqualTo("PREPARE web-green: image web:1 -> web:2");
    }

    @Test
    void aPreviewServiceThatShowsTheActiveColourIsPointedToTheIdleOneFirst() {
        shop.when(cluster -> cluster.set(PREVIEW, "/spec/selector/version", "blue"))
                .until(Phase.PREPARE);

        assertThat(shop.says()).isEqualTo("PREPARE web-preview: selector version blue -> green");
    }

    @Test
    void theIdleColourGrowsWithTheLoadUntilTheSwitch() {
        shop.until(Phase.SWITCH).when(cluster -> cluster.set(BLUE, "/spec/replicas", 4));

        assertThat(shop.says()).isEqualTo("PREPARE web-green: replicas 3 -> 4");
    }

    @Test
    void progressTellsHowManyPodsAreReady() {
        shop.until(Phase.READY).when(cluster -> cluster.ready(GREEN, 2));

        assertThat(shop.says()).isEqualTo("READY waits: ready 2 of 3");
    }

    @Test
    void whereNothingButReadinessIsAwaitedTheSwitchIsAnnouncedMeanwhile() {
        shop.asked(BlueGreenArguments::noProbe).until(Phase.READY);

        Action.Wait wait = (Action.Wait) shop.next();

        assertThat(wait.armed().orElseThrow().key()).isEqualTo(BlueGreenChanges.SWITCH);
    }

    @Test
    void whereAGateIsStillToPassTheSwitchIsNotAnnounced() {
        shop.until(Phase.READY);

        assertThat(((Action.Wait) shop.next()).armed()).isEmpty();
    }

    @Test
    void everyNewPodAndThePreviewServiceAreProbed() {
        shop.until(Phase.PROBE);

        Gate.Probe probe = (Gate.Probe) ((Action.Evaluate) shop.next()).gate();

        assertThat(probe.targets())
                .containsExactly(
                        "pods/web-green-web-2-0",
                        "pods/web-green-web-2-1",
                        "pods/web-green-web-2-2",
                        "services/web-preview:80");
    }

    @Test
    void aPodThatCameAfterTheProbeIsProbedBeforeTheSwitch() {
        shop.until(Phase.SWITCH)
                .when(cluster -> cluster.pods(
                        GREEN, cluster.pod(GREEN, 0, true), cluster.pod(GREEN, 1, true), cluster.pod(GREEN, 7, true)));

        Gate.Probe probe = (Gate.Probe) ((Action.Evaluate) shop.next()).gate();

        assertThat(probe.targets()).containsExactly("pods/web-green-web-2-7");
    }

    @ParameterizedTest
    @EnumSource(value = Verdict.class, names = "PASS", mode = Mode.EXCLUDE)
    void aProbeThatDidNotPassGivesTheNewVersionNoTraffic(Verdict verdict) {
        shop.until(Phase.PROBE).answered(verdict, "pod web-green-0 answered 500");

        assertThat(shop.says()).isEqualTo("decides rollback: pod web-green-0 answered 500");
    }

    @ParameterizedTest
    @EnumSource(value = Verdict.class, names = "PASS", mode = Mode.EXCLUDE)
    void smokeTestsThatDidNotPassGiveTheNewVersionNoTraffic(Verdict verdict) {
        shop.asked(a -> a.smoke(true)).until(Phase.SMOKE).answered(verdict, "cart is empty");

        assertThat(shop.says()).isEqualTo("decides rollback: smoke tests: cart is empty");
    }

    @Test
    void whatWasProvedIsNotSwitchedToWhenItIsShortOfPodsAgain() {
        shop.until(Phase.SWITCH).when(cluster -> cluster.ready(GREEN, 2));

        assertThat(shop.says()).isEqualTo("READY waits: ready 2 of 3");
    }

    @Test
    void nothingIsSwitchedAfterTheTimeout() {
        shop.asked(a -> a.timeout("5m")).until(Phase.SWITCH).after(Duration.ofMinutes(5));

        assertThat(shop.says())
                .isEqualTo("decides rollback: the new colour was not proved within the timeout of 5 min");
    }

    @Test
    void theTimeoutCountsUnobservedTimeToo() {
        shop.until(Phase.READY)
                .when(cluster -> cluster.ready(GREEN, 0))
                .after(Duration.ofMinutes(5))
                .note(EventKind.RESUMED, Json.object());

        assertThat(shop.says()).startsWith("READY asks explain");
    }

    @Test
    void afterTheSwitchEndpointsAreAwaited() {
        shop.until(Phase.SWITCH).step();

        assertThat(shop.says()).isEqualTo("ENDPOINTS waits: endpoints 0 new, 3 old");
    }

    @Test
    void endpointsOfBothColoursAreNotEnough() {
        shop.until(Phase.SWITCH).step().when(cluster -> cluster.endpoints(ACTIVE, BLUE, GREEN));

        assertThat(shop.says()).isEqualTo("ENDPOINTS waits: endpoints 3 new, 3 old");
    }

    @Test
    void endpointsThatDoNotFollowWithinAMinuteTurnTheRelease() {
        shop.until(Phase.SWITCH).step().after(Duration.ofSeconds(61));

        assertThat(shop.says())
                .isEqualTo("decides rollback: endpoints of service web-active did not follow the switch: 0 of the new"
                        + " colour, 3 others");
    }

    @Test
    void anOutageFailsNoHoldAndPassesNone() {
        Instant lost = shop.until(Phase.SWITCH).step().now();

        shop.after(Duration.ofHours(1)).note(EventKind.OUTAGE, Json.object().put("from", lost.toString()));

        assertThat(shop.says()).isEqualTo("ENDPOINTS waits: endpoints 0 new, 3 old");
    }

    @Test
    void theActiveServiceIsProbedThroughItself() {
        shop.until(Phase.SWITCH).step().when(ShopCluster::settle).step();

        Gate.Probe probe = (Gate.Probe) ((Action.Evaluate) shop.next()).gate();

        assertThat(probe.targets()).containsExactly("services/web-active:80");
    }

    @Test
    void aProbeThatFailsThroughTheActiveServiceTurnsTheRelease() {
        shop.until(Phase.SWITCH)
                .step()
                .when(ShopCluster::settle)
                .step()
                .answered(Verdict.FAIL, "service web-active answered 502");

        assertThat(shop.says()).isEqualTo("decides rollback: service web-active answered 502");
    }

    @Test
    void theNewColourMayBeShortOfPodsForAMomentInTheWatch() {
        shop.until(Phase.WATCH)
                .when(cluster -> cluster.ready(GREEN, 2).follow())
                .step();

        shop.after(Duration.ofSeconds(9));

        assertThat(shop.says()).isEqualTo("WATCH waits: 2 of 3 pods of the new colour are ready");
    }

    @Test
    void theNewColourMayNotBeShortOfPodsForLong() {
        shop.until(Phase.WATCH)
                .when(cluster -> cluster.ready(GREEN, 2).follow())
                .step();

        shop.after(Duration.ofSeconds(10));

        assertThat(shop.says())
                .isEqualTo("decides rollback: 2 of 3 pods of the new colour are ready for 10 s after the switch");
    }

    @Test
    void aNewColourThatRecoveredMayBeShortAgain() {
        shop.until(Phase.WATCH)
                .when(cluster -> cluster.ready(GREEN, 2).follow())
                .step();
        shop.after(Duration.ofSeconds(9)).when(ShopCluster::settle).step();

        shop.when(cluster -> cluster.ready(GREEN, 2).follow()).step().after(Duration.ofSeconds(9));

        assertThat(shop.says()).isEqualTo("WATCH waits: 2 of 3 pods of the new colour are ready");
    }

    @Test
    void theOldColourStandsAtFullSizeForTheLongerOfDrainAndDelay() {
        shop.asked(a -> a.watch("1s").drain("20s").scaleDownDelay("90s"))
                .until(Phase.WATCH)
                .after(Duration.ofSeconds(89));

        assertThat(shop.says()).isEqualTo("DRAIN waits: old colour stands by, the way back is one write");
        assertThat(shop.after(Duration.ofSeconds(1)).says()).startsWith("drained by time");
    }

    @Test
    void withoutACounterTheOldSideIsDrainedByTime() {
        shop.until(Phase.DRAIN).after(Duration.ofSeconds(30));

        assertThat(shop.says()).isEqualTo("drained by time: no counter of the old pods was given");
    }

    @Test
    void aCounterThatStandsStillShowsAnIdleOldSide() {
        shop.asked(a -> a.watch("0s").drain("5s").idleCounter("/served"))
                .until(action -> action instanceof Action.Evaluate asked && asked.gate() instanceof Gate.Idle);

        shop.answered(Verdict.PASS, "3 counters stood still");

        assertThat(shop.says()).isEqualTo("drained seen idle: 3 counters stood still");
    }

    @Test
    void aCounterThatStillMovesIsRecordedAsDrainedByTime() {
        shop.asked(a -> a.watch("0s").drain("5s").idleCounter("/served"))
                .until(action -> action instanceof Action.Evaluate asked && asked.gate() instanceof Gate.Idle);

        shop.answered(Verdict.FAIL, "2 requests in 1 s");

        assertThat(shop.says()).isEqualTo("drained by time: 2 requests in 1 s");
    }

    @Test
    void theReleaseIsOverOnlyWhenTheOldPodsHaveEnded() {
        shop.until(Phase.SCALE_DOWN).step();

        assertThat(shop.says()).isEqualTo("SCALE_DOWN waits: 3 old pods ending");
    }

    @Test
    void aStuckOldPodDoesNotKeepTheReleaseOpenForEver() {
        shop.until(Phase.SCALE_DOWN)
                .step()
                .when(cluster -> cluster.pods(BLUE, cluster.pod(BLUE, 0, true)))
                .after(Duration.ofMinutes(2));

        assertThat(shop.says()).isEqualTo("PROMOTED: web:2 has all the traffic; 1 old pod still ending");
    }

    @Test
    void aRollbackIsOneWriteWhenTheOtherColourStillStands() {
        Shop back = Shop.rollingBack().ended();

        assertThat(back.says()).isEqualTo("ROLLED_BACK: web:1 has all the traffic again");
        assertThat(back.writes()).first().isEqualTo("SWITCH web-active: selector version blue -> green");
    }

    @Test
    void aRollbackRaisesTheOtherColourFirstWhenItDoesNotStand() {
        Shop back = Shop.rollingBack()
                .when(cluster -> cluster.set(GREEN, "/spec/replicas", 0).settle())
                .ended();

        assertThat(back.writes())
                .startsWith("PREPARE web-green: replicas 0 -> 3", "SWITCH web-active: selector version blue -> green");
    }

    @Test
    void aRollbackEndsTheBadPodsInSteps() {
        Shop back = Shop.rollingBack()
                .when(cluster -> cluster.set(BLUE, "/spec/replicas", 4)
                        .set(GREEN, "/spec/replicas", 4)
                        .settle())
                .ended();

        assertThat(back.writes())
                .endsWith(
                        "SCALE_DOWN web-blue: replicas 4 -> 2",
                        "SCALE_DOWN web-blue: replicas 2 -> 1",
                        "SCALE_DOWN web-blue: replicas 1 -> 0");
    }

    @Test
    void aRollbackThatFailsIsLeftForAPerson() {
        Shop back = Shop.rollingBack().until(Phase.PROBE).answered(Verdict.FAIL, "pod web-green-0 answered 500");

        assertThat(back.says()).isEqualTo("decides hold: pod web-green-0 answered 500");
    }
}
