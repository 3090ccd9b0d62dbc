package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.ACTIVE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.BLUE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody else changes during a release is noticed and left for a person, never overwritten. */
class ForeignChangeTest {
    private static final String IMAGE = "/spec/template/spec/containers/0/image";

    private final Shop shop = Shop.deploying("web:2");

    @ParameterizedTest
    @ValueSource(strings = {BLUE, GREEN, ACTIVE})
    void anObjectThatIsGone(String object) {
        shop.until(Phase.PROBE).when(cluster -> cluster.delete(object));

        assertThat(shop.says()).startsWith("decides hold: ").endsWith(" " + object + " was deleted by somebody else");
    }

    @Test
    void aHeldReleaseWithoutItsObjectsStillEnds() {
        shop.until(Phase.PROBE).when(cluster -> cluster.delete(ACTIVE)).ended();

        assertThat(shop.says()).isEqualTo("HELD: service web-active was deleted by somebody else");
    }

    @ParameterizedTest
    @ValueSource(strings = {BLUE, GREEN, ACTIVE})
    void anObjectThatIsAnotherOneOfTheSameName(String object) {
        shop.until(Phase.PROBE).when(cluster -> cluster.recreate(object));

        assertThat(shop.says()).endsWith(object + " was deleted and created again by somebody else");
    }

    @ParameterizedTest
    @CsvSource({"PROBE, green", "PROBE, red", "WATCH, blue", "WATCH, red"})
    void aSelectorThatIsNotWhatTheReleaseLeft(Phase phase, String version) {
        shop.until(phase).when(cluster -> cluster.set(ACTIVE, "/spec/selector/version", version));

        assertThat(shop.says())
                .isEqualTo("decides hold: service web-active was pointed to {app=web, version=" + version
                        + "} by somebody else");
    }

    @Test
    void aHeldReleaseTellsWhereSomebodyPointedTheTraffic() {
        shop.until(Phase.PROBE)
                .when(cluster -> cluster.set(ACTIVE, "/spec/selector/version", "red"))
                .ended();

        assertThat(shop.says()).endsWith("; the traffic is on whatever {app=web, version=red} selects");
    }

    @ParameterizedTest
    @CsvSource({"web-blue, web:2", "web-blue, web:3", "web-green, web:3", "web-green, web:1"})
    void anImageThatIsNotOneOfTheRelease(String deployment, String image) {
        shop.until(Phase.PROBE).when(cluster -> cluster.set(deployment, IMAGE, image));

        assertThat(shop.says())
                .isEqualTo(
                        "decides hold: deployment " + deployment + " was given image " + image + " by somebody else");
    }

    @ParameterizedTest
    @ValueSource(strings = {"READY", "PROBE", "SWITCH", "WATCH", "DRAIN"})
    void aSizeOfTheNewColourThatIsNotWhatTheReleaseWrote(Phase phase) {
        shop.until(phase).when(cluster -> cluster.set(GREEN, "/spec/replicas", 2));

        assertThat(shop.says()).isEqualTo("decides hold: deployment web-green was scaled to 2 by somebody else");
    }

    @Test
    void theSizeOfTheActiveColourIsFree() {
        shop.until(Phase.PROBE).when(cluster -> cluster.set(BLUE, "/spec/replicas", 2));

        assertThat(shop.says()).isEqualTo("PROBE asks probe");
    }

    @Test
    void theSizeOfAnAutoscaledColourIsFree() {
        shop.when(cluster -> cluster.autoscaler(GREEN, 3, 9, 3))
                .until(Phase.WATCH)
                .when(cluster -> cluster.set(GREEN, "/spec/replicas", 4));

        assertThat(shop.says()).startsWith("WATCH waits");
    }
}
