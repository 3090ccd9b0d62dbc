package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.ACTIVE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.BLUE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What does not stop a release but its owner should know; nothing of it is refused. */
class BlueGreenWarningsTest {
    private static final String POD = "/spec/template/spec";

    private final Shop shop = Shop.deploying("web:2");

    private List<String> warnings() {
        BlueGreenPreconditions checked =
                BlueGreenPreconditions.check(shop.spec(), shop.cluster().seen());
        assertThat(checked.refusals()).isEmpty();
        return checked.warnings();
    }

    @Test
    void aShopThatDrainsWellHasNone() {
        assertThat(warnings()).isEmpty();
    }

    @Test
    void podsWithoutPreStopHook() {
        shop.when(cluster ->
                cluster.remove(BLUE, POD + "/containers/0/lifecycle").remove(GREEN, POD + "/containers/0/lifecycle"));

        assertThat(warnings())
                .containsExactly(
                        "pods of web-blue have no preStop hook: requests that still come to an ending pod may fail;"
                                + " add one that sleeps a few seconds",
                        "pods of web-green have no preStop hook: requests that still come to an ending pod may fail;"
                                + " add one that sleeps a few seconds");
    }

    @Test
    void aGracePeriodShorterThanTheDrain() {
        shop.asked(a -> a.drain("61s"));

        assertThat(warnings())
                .hasSize(2)
                .contains("pods of web-blue are given 60 s to end, less than the drain of 1 min 1 s: raise"
                        + " terminationGracePeriodSeconds");
    }

    @Test
    void aGracePeriodThatIsNotGivenIsThatOfKubernetes() {
        shop.asked(a -> a.drain("31s"))
                .when(cluster -> cluster.remove(BLUE, POD + "/terminationGracePeriodSeconds")
                        .remove(GREEN, POD + "/terminationGracePeriodSeconds"));

        assertThat(warnings()).hasSize(2).allMatch(warning -> warning.contains("are given 30 s to end"));
    }

    @Test
    void aDisruptionBudgetOverBothColours() {
        shop.when(cluster -> cluster.budget("web", Map.of("app", "web")).budget("web-blue", Map.of("version", "blue")));

        assertThat(warnings())
                .containsExactly("disruption budget web counts both colours together: give each colour one of its own");
    }

    @Test
    void sessionAffinity() {
        shop.when(cluster -> cluster.set(ACTIVE, "/spec/sessionAffinity", "ClientIP"));

        assertThat(warnings())
                .containsExactly("service web-active has session affinity: clients stay with their old pods longer"
                        + " after the switch");
    }

    @Test
    void twoAutoscalersOfOneDeployment() {
        shop.when(cluster -> cluster.autoscaler(BLUE, 1, 9, 3)
                .autoscaler(GREEN, 1, 9, 3)
                .set("hpa-web-green", "/spec/scaleTargetRef/name", BLUE));

        assertThat(warnings()).containsExactly("2 autoscalers scale web-blue, which Kubernetes disables: keep one");
    }
}
