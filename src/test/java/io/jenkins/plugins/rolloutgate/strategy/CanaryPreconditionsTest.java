package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.ACTIVE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.CANARY;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.ROUTE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.STABLE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.TO_CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CanaryPreconditionsTest {
    private static CanaryShop ramp() {
        return CanaryShop.byReplicas(3, "25%:1m, 50%:1m, 100%:1m");
    }

    private static CanaryShop routed() {
        return CanaryShop.byRoute(3, "10%:1m, 50%:1m, 100%:1m");
    }

    private static CanaryPreconditions check(CanaryShop shop) {
        return CanaryPreconditions.check(shop.spec(), shop.cluster().seen());
    }

    private static void isRefused(CanaryShop shop, Consumer<ShopCluster> change, String refusal) {
        CanaryPreconditions checked = check(shop.when(change));

        assertThat(checked.refusals()).containsExactly(refusal);
        assertThat(checked.baseline()).isEmpty();
        assertThat(shop.ended().says()).isEqualTo("ABORTED: refused: " + refusal);
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void anOrdinaryShopIsFine() {
        assertThat(check(ramp()).refusals()).isEmpty();
        assertThat(check(routed()).refusals()).isEmpty();
    }

    @Test
    void aShareThatPodsCannotMakeIsRefusedWithTheToleranceThatWouldAllowIt() {
        isRefused(
                CanaryShop.byReplicas(3, "5%:1m, 50%:1m"),
                cluster -> {},
                "5% cannot be reached with 3 and 1 pods, which make 25%: allow it with tolerance: 20, or share by an"
                        + " HTTPRoute");
        assertThat(check(CanaryShop.byReplicas(3, "5%:1m, 50%:1m").asked(a -> a.tolerance(20.0)))
                        .refusals())
                .isEmpty();
    }

    @Test
    void anAutoscaledStableReachesFewerShares() {
        isRefused(
                CanaryShop.byReplicas(4, "33%:1m, 75%:1m"),
                cluster -> cluster.autoscaler(STABLE, 2, 9, 4),
                "75% cannot be reached with 4 and 4 pods, which make 50%: allow it with tolerance: 25, or share by an"
                        + " HTTPRoute");
    }

    @Test
    void theSharesThatAreReachedAreTold() {
        assertThat(check(CanaryShop.byReplicas(3, "28%:1m, 50%:1m")).warnings())
                .contains("28% is reached as 25%, by 1 pod of the canary beside 3 of stable");
    }

    @Test
    void withoutObjectivesOnlyPodsDecide() {
        assertThat(check(ramp()).warnings())
                .containsExactly("no objectives are given: this release is decided by the readiness and restarts of"
                        + " its pods alone");
    }

    @Test
    void objectivesThatContradictEachOtherArePointedOut() {
        CanaryShop shop = ramp().asked(a -> a.objective("error rate < 4%").objective("availability > 99.9%"));

        assertThat(check(shop).warnings())
                .containsExactly("'error rate < 4%' never decides beside 'availability > 99.9%', both are about the"
                        + " same requests: remove it, or give it a stronger severity");
    }

    @Test
    void routesOfOtherProtocolsArePointedOut() {
        CanaryShop shop =
                routed().when(cluster -> cluster.set(ROUTE, "/spec/tcp", List.of(Map.of("route", List.of()))));

        assertThat(check(shop).warnings())
                .contains("httproute shop/web also has tcp routes: their traffic is not part of the shares, and stays"
                        + " where it is");
    }

    @Test
    void whatIsMissingIsNamed() {
        isRefused(
                ramp(),
                cluster -> cluster.delete(CANARY),
                "deployment shop/web-canary does not exist: create it, or name the Deployments with stable and canary");
        isRefused(
                ramp(),
                cluster -> cluster.delete(ACTIVE),
                "service shop/web-active does not exist: create it, or name it with service");
        isRefused(
                routed(),
                cluster -> cluster.delete(ROUTE),
                "httproute shop/web does not exist: create it, or name it with route");
        isRefused(
                routed(),
                cluster -> cluster.delete(TO_CANARY),
                "service shop/to-canary does not exist: create it, or name it with stableService and canaryService");
    }

    @Test
    void sessionAffinityMakesNoShare() {
        isRefused(
                ramp(),
                cluster -> cluster.set(ACTIVE, "/spec/sessionAffinity", "ClientIP"),
                "service web-active has session affinity, so that numbers of pods make no share: set sessionAffinity"
                        + " to None, or share by an HTTPRoute");
    }

    @Test
    void theServiceMustPickBothSides() {
        isRefused(
                ramp(),
                cluster -> cluster.set(ACTIVE, "/spec/selector/version", "stable"),
                "service web-active selects by version, so that the canary gets nothing: take that label out of its"
                        + " selector");
        isRefused(
                ramp(),
                cluster -> cluster.set(ACTIVE, "/spec/selector/app", "other"),
                "service web-active must select the pods of both web-stable and web-canary, its selector is {app=other}");
    }

    @Test
    void aCanaryThatHasTrafficAlreadyIsRefused() {
        isRefused(
                ramp(),
                cluster -> cluster.set(CANARY, "/spec/replicas", 1).settle(),
                "deployment web-canary has 1 pod that get traffic already: scale it to 0 first");
        isRefused(
                routed(),
                cluster -> cluster.set(ROUTE, "/spec/rules/0/backendRefs/1/weight", 1),
                "httproute shop/web already sends 50% to to-canary: another release may be under way; set its weight"
                        + " to 0 first");
    }

    @Test
    void anAutoscaledCanaryIsRefused() {
        isRefused(
                ramp(),
                cluster -> cluster.autoscaler(CANARY, 1, 9, 1),
                "autoscaler hpa-web-canary scales web-canary, whose size makes the share: let it scale web-stable"
                        + " only");
    }

    @Test
    void aWayBackThatIsNotWholeIsRefused() {
        isRefused(
                ramp(),
                cluster -> cluster.ready(STABLE, 2),
                "deployment web-stable, the way back, is not whole itself (2 of 3 available): finish its own rollout"
                        + " first");
    }

    @Test
    void theImageThatRunsAlreadyIsNothingToRelease() {
        isRefused(
                ramp().asked(a -> a.image("web:1")),
                cluster -> {},
                "image web:1 is the one that runs already on web-stable: nothing to release; allow it with force");
        assertThat(check(ramp().asked(a -> a.image("web:1").force(true))).refusals())
                .isEmpty();
    }

    @Test
    void aRouteThatLeadsElsewhereTooIsRefused() {
        isRefused(
                routed(),
                cluster -> cluster.set(
                        ROUTE,
                        "/spec/rules/0/backendRefs",
                        List.of(
                                Map.of("name", "to-stable", "weight", 1),
                                Map.of("name", "to-canary", "weight", 0),
                                Map.of("name", "legacy", "weight", 1))),
                "httproute shop/web also leads to legacy: a share of the rest would not be a share of the traffic");
    }

    @Test
    void aRouteThatIsNotAcceptedIsRefused() {
        isRefused(
                routed(),
                cluster -> cluster.parentSays("gateway edge: no listener"),
                "httproute shop/web is not accepted (gateway edge: no listener): mend that first");
    }

    @Test
    void templatesThatDifferAreRefusedUnlessAllowed() {
        CanaryShop shop =
                ramp().when(cluster -> cluster.set(CANARY, "/spec/template/spec/terminationGracePeriodSeconds", 5));

        assertThat(check(shop).refusals()).singleElement().asString().contains("differ beyond label and image");
        assertThat(check(shop.asked(a -> a.allowTemplateDifferences(true))).refusals())
                .isEmpty();
    }

    @Test
    void aPlanWritesWhatTheReleaseWrites() {
        for (CanaryShop shop : List.of(ramp().judgedBy("rollback"), routed().judgedBy("rollback"))) {
            Plan plan = Plan.of(shop.spec(), shop.cluster().seen());

            assertThat(plan.refusals()).isEmpty();
            assertThat(plan.writes().stream()
                            .map(write ->
                                    write.phase().name() + " " + write.object().name() + ": " + write.summary()))
                    .isEqualTo(shop.ended().writes());
        }
    }
}
