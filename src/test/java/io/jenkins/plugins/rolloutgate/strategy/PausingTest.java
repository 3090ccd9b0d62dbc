package io.jenkins.plugins.rolloutgate.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a release does, and does not do, while a person holds it where it is. */
class PausingTest {
    private static final Duration LONG = Duration.ofHours(9);

    private static <S extends Play<S>> S held(S shop) {
        return shop.note("mei", EventKind.PAUSED, Json.object().put("reason", "look at the logs"));
    }

    private static <S extends Play<S>> S resumed(S shop) {
        return shop.note("mei", EventKind.UNPAUSED, Json.object().put("reason", "fine"));
    }

    @Test
    void blueGreenDoesNotSwitchHoweverLongItTakes() {
        Shop shop = held(Shop.deploying("web:2").until(Phase.SWITCH));

        assertThat(shop.says()).isEqualTo("READY waits: held by mei: look at the logs");
        assertThat(shop.after(LONG).says()).isEqualTo("READY waits: held by mei: look at the logs");
        assertThat(resumed(shop).says()).isEqualTo("SWITCH web-active: selector version blue -> green");
    }

    @Test
    void blueGreenAnnouncesNoSwitchEither() {
        Shop shop =
                held(Shop.deploying("web:2").asked(BlueGreenArguments::noProbe).until(Phase.READY));

        assertThat(((Action.Wait) shop.next()).armed()).isEmpty();
    }

    @Test
    void blueGreenKeepsTheOldColourAfterTheSwitch() {
        Shop shop = held(Shop.deploying("web:2").until(Phase.WATCH)).after(LONG);

        assertThat(shop.says()).isEqualTo("WATCH waits: held by mei: look at the logs");
        assertThat(resumed(shop).ended().says()).startsWith("PROMOTED");
    }

    @Test
    void aCanaryGetsNoFurtherShare() {
        CanaryShop shop =
                held(CanaryShop.byRoute(10, "5%:10m, 50%:10m, 100%:5m").passed(5));

        assertThat(shop.after(LONG).says()).isEqualTo("CANARY_5 waits: held by mei: look at the logs");
        assertThat(resumed(shop).ended().says()).startsWith("PROMOTED");
    }

    @Test
    void aCanaryEndsItsPhaseFirst() {
        CanaryShop shop =
                held(CanaryShop.byRoute(10, "5%:10m, 50%:10m, 100%:5m").reached(5));

        assertThat(shop.says()).isEqualTo("CANARY_5 waits: holding 5%");
        assertThat(shop.passed(5).says()).isEqualTo("CANARY_5 waits: held by mei: look at the logs");
    }

    @Test
    void aCanaryThatHasNotBegunGetsNoPods() {
        CanaryShop shop = held(CanaryShop.byRoute(10, "5%:10m, 100%:5m").until(Phase.canary(5)));

        assertThat(shop.says()).isEqualTo("CANARY_5 waits: held by mei: look at the logs");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void aCanaryWithAllTheTrafficIsNotPromoted() {
        CanaryShop shop =
                held(CanaryShop.byRoute(10, "5%:10m, 100%:5m").reached(100)).after(LONG);

        assertThat(shop.says()).isEqualTo("CANARY_100 waits: holding 100%");
        assertThat(resumed(shop).ended().says()).startsWith("PROMOTED");
    }

    @Test
    void whatSpeaksAgainstTheReleaseCountsAllTheSame() {
        CanaryShop shop = held(CanaryShop.byRoute(10, "5%:10m, 100%:5m").passed(5));

        shop.aborted("stop asked by mei: enough");

        assertThat(shop.says()).startsWith("decides abort");
    }

    @Test
    void whatIsMeasuredMeanwhileTurnsTheReleaseBack() {
        CanaryShop shop = held(CanaryShop.byReplicas(3, "25%:1m, 50%:1m, 100%:1m")
                .judgedBy("rollback")
                .passed(25));

        assertThat(shop.after(Duration.ofMinutes(5)).says()).isEqualTo("CANARY_25 asks look-25");
        assertThat(shop.measures(7).step().decided().says()).startsWith("ROLLBACK");
    }
}
