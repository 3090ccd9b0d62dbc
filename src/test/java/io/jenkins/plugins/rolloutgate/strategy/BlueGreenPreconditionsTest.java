package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.ACTIVE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.BLUE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.GREEN;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.PREVIEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a release refuses before its first write, and what it starts from otherwise. */
class BlueGreenPreconditionsTest {
    private static final String CONTAINER = "/spec/template/spec/containers/0";

    private static Shop deploying() {
        return Shop.deploying("web:2");
    }

    private static BlueGreenPreconditions check(Shop shop) {
        return BlueGreenPreconditions.check(shop.spec(), shop.cluster().seen());
    }

    @Test
    void aRefusedReleaseEndsAbortedBeforeItsFirstWrite() {
        Shop shop = deploying().when(cluster -> cluster.delete(ACTIVE));

        assertThat(shop.says())
                .isEqualTo("ABORTED: refused: service shop/web-active does not exist: create it, or name the active"
                        + " Service with service");
    }

    @Test
    void everyMissingObjectIsNamed() {
        Shop shop = deploying()
                .asked(a -> a.previewService("web-look"))
                .when(cluster -> cluster.delete(BLUE).delete(GREEN).delete(ACTIVE));

        assertThat(check(shop).refusals())
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("deployment shop/web-blue does not exist"),
                        two -> assertThat(two).startsWith("deployment shop/web-green does not exist"),
                        three -> assertThat(three).startsWith("service shop/web-active does not exist"),
                        four -> assertThat(four).startsWith("service shop/web-look does not exist"));
    }

    @Test
    void aPreviewServiceOfTheConventionMayBeMissing() {
        Shop shop = deploying().when(cluster -> cluster.delete(PREVIEW));

        assertThat(check(shop).refusals()).isEmpty();
    }

    @Test
    void aPreviewServiceThatSelectsBothColoursIsRefused() {
        Shop shop = deploying().when(cluster -> cluster.remove(PREVIEW, "/spec/selector/version"));

        assertThat(check(shop).refusals())
                .containsExactly("preview service web-preview selects both colours with {app=web}, and would show the"
                        + " active one too: add the label that tells them apart to its selector");
    }

    @Test
    void selectorsOfTheColoursMayNotOverlap() {
        Shop shop = deploying().when(cluster -> cluster.set(GREEN, "/spec/selector/matchLabels", Map.of("app", "web")));

        assertThat(check(shop).refusals())
                .containsExactly("selectors of deployments web-blue and web-green overlap: give each a label of its"
                        + " own, such as version");
    }

    @Test
    void aColourLabelThatTheSelectorDoesNotCarryIsRefused() {
        Shop shop = deploying().when(cluster -> cluster.set(ACTIVE, "/spec/selector", Map.of("app", "web")));

        assertThat(check(shop).refusals())
                .containsExactly("service web-active selects both colours with {app=web}: add the label that tells"
                        + " them apart to its selector");
    }

    @Test
    void aSelectorWithALabelThatOnlyOneColourHasCannotBeSwitched() {
        Shop shop = deploying()
                .when(cluster -> cluster.set(BLUE, "/spec/template/metadata/labels/tier", "front")
                        .set(ACTIVE, "/spec/selector", Map.of("app", "web", "tier", "front")));

        assertThat(check(shop).refusals())
                .singleElement()
                .asString()
                .contains("carries no label that tells web-blue and web-green apart: add it to the selector");
    }

    @Test
    void aServiceThatSelectsNeitherColourIsRefused() {
        Shop shop = deploying().when(cluster -> cluster.set(ACTIVE, "/spec/selector/version", "red"));

        assertThat(check(shop).refusals())
                .singleElement()
                .asString()
                .startsWith("service web-active selects neither colour with ")
                .endsWith(": point it at the pods of web-blue or web-green");
    }

    @Test
    void aDeploymentThatSelectsByExpressionsIsRefused() {
        Shop shop = deploying()
                .when(cluster -> cluster.set(GREEN, "/spec/selector/matchExpressions", new Object[] {
                    Map.of("key", "version", "operator", "Exists")
                }));

        assertThat(check(shop).refusals())
                .containsExactly("deployment web-green selects by matchExpressions: a release can only tell colours"
                        + " apart by matchLabels");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /spec/clusterIP                 | "None" | service web-active is headless: its clients pick pods by DNS and would not follow a switch
                    /spec/publishNotReadyAddresses  | true   | service web-active publishes addresses of pods that are not ready: set publishNotReadyAddresses to false
                    """)
    void aServiceThatWouldNotFollowASwitchIsRefused(String field, String value, String refusal) {
        Shop shop = deploying().when(cluster -> cluster.set(ACTIVE, field, Json.parse(value)));

        assertThat(check(shop).refusals()).containsExactly(refusal);
    }

    @Test
    void aServiceWithoutSelectorIsRefused() {
        Shop shop = deploying().when(cluster -> cluster.set(ACTIVE, "/spec/selector", Map.of()));

        assertThat(check(shop).refusals())
                .containsExactly("service web-active has no selector: its traffic cannot be switched by one");
    }

    @Test
    void aPreviewServiceThatCannotBeProbedIsRefused() {
        Shop shop = deploying().when(cluster -> cluster.set(PREVIEW, "/spec/clusterIP", "None"));

        assertThat(check(shop).refusals())
                .containsExactly("preview service web-preview needs a selector and a cluster address");
    }

    @Test
    void podTemplatesThatDifferBeyondColourAndImageAreShown() {
        Shop shop = deploying().when(cluster -> cluster.set(GREEN, CONTAINER + "/workingDir", "/srv"));

        assertThat(check(shop).refusals())
                .containsExactly("pod templates of web-blue and web-green differ beyond colour and image:"
                        + " spec.containers[0].workingDir: none and \"/srv\"."
                        + " Make them equal, or allow it with allowTemplateDifferences");
    }

    @Test
    void podTemplatesThatDifferAreAWarningOnRequest() {
        Shop shop = deploying()
                .asked(a -> a.allowTemplateDifferences(true))
                .when(cluster -> cluster.set(GREEN, CONTAINER + "/workingDir", "/srv"));

        assertThat(check(shop).refusals()).isEmpty();
        assertThat(check(shop).warnings()).singleElement().asString().contains("differ beyond colour and image");
    }

    @Test
    void theImageThatRunsAlreadyIsRefusedUnlessForced() {
        Shop shop = Shop.deploying("web:1");

        assertThat(check(shop).refusals())
                .containsExactly("image web:1 is the one that runs already on web-blue: nothing to release; allow it"
                        + " with force");
        assertThat(check(shop.asked(a -> a.force(true))).refusals()).isEmpty();
    }

    @Test
    void anActiveColourThatIsNotWholeIsNoWayBack() {
        Shop shop = deploying().when(cluster -> cluster.ready(BLUE, 2));

        assertThat(check(shop).refusals())
                .containsExactly("deployment web-blue, the way back, is not whole itself (2 of 3 available, 3 of its"
                        + " newest template): a rollback to it might not run; finish its own rollout first");
    }

    @Test
    void anActiveColourAtZeroIsNoWayBack() {
        Shop shop = deploying()
                .when(cluster -> cluster.set(BLUE, "/spec/replicas", 0).settle());

        assertThat(check(shop).refusals()).singleElement().asString().contains("is not whole itself");
    }

    @ParameterizedTest
    @CsvSource({"web-blue, 'the way back, is not whole itself (it is paused)'", "web-green, is paused and would never"})
    void aPausedColourIsRefused(String colour, String refusal) {
        Shop shop = deploying().when(cluster -> cluster.set(colour, "/spec/paused", true));

        assertThat(check(shop).refusals()).singleElement().asString().contains(refusal);
    }

    @Test
    void aRollbackNeedsAnIdleColourThatOnceHadTheTraffic() {
        Shop shop = Shop.rollingBack()
                .when(cluster -> cluster.annotate(GREEN, Annotations.RELEASE, "checkout-6")
                        .annotate(GREEN, Annotations.PHASE, "PREPARE"));

        assertThat(check(shop).refusals())
                .containsExactly("deployment web-green carries web:1 of release checkout-6, which never had the"
                        + " traffic: it is no way back; allow it with force");
        assertThat(check(shop.asked(a -> a.force(true))).refusals()).isEmpty();
    }

    @Test
    void aRollbackIsAllowedToAColourWhoseReleaseMovedTheTraffic() {
        Shop shop = Shop.rollingBack()
                .when(cluster -> cluster.annotate(GREEN, Annotations.RELEASE, "checkout-6")
                        .annotate(GREEN, Annotations.PHASE, "PREPARE")
                        .annotate(ACTIVE, Annotations.RELEASE, "checkout-6"));

        assertThat(check(shop).refusals()).isEmpty();
    }

    @Test
    void aRollbackLeavesAColourThatIsNotWhole() {
        Shop shop = Shop.rollingBack().when(cluster -> cluster.ready(BLUE, 0));

        assertThat(check(shop).refusals()).isEmpty();
    }

    @Test
    void amongSeveralContainersTheOneNamedLikeTheApplicationIsReleased() {
        Object sidecar = Map.of("name", "proxy", "image", "proxy:1");
        Shop shop = deploying().when(cluster -> {
            for (String colour : new String[] {BLUE, GREEN}) {
                Object web = cluster.at(colour, CONTAINER);
                cluster.set(colour, "/spec/template/spec/containers", new Object[] {web, sidecar});
            }
        });

        assertThat(check(shop).baseline().orElseThrow().container()).isEqualTo("web");
        assertThat(check(shop.asked(a -> a.container("other"))).refusals())
                .containsExactly("both colours need a container other: name the one that is released with container");
    }

    @Test
    void theBaselineHoldsWhatStoodBeforeAndWhereItIsToGo() {
        Shop shop = deploying();

        Baseline baseline = check(shop).baseline().orElseThrow();

        assertThat(baseline.active()).isEqualTo(BLUE);
        assertThat(baseline.idle()).isEqualTo(GREEN);
        assertThat(baseline.oldImage()).isEqualTo("web:1");
        assertThat(baseline.newImage()).isEqualTo("web:2");
        assertThat(baseline.replicas()).isEqualTo(3);
        assertThat(baseline.oldSelector()).isEqualTo(Map.of("app", "web", "version", "blue"));
        assertThat(baseline.newSelector()).isEqualTo(Map.of("app", "web", "version", "green"));
        assertThat(baseline.idleReplicas()).isZero();
        assertThat(baseline.uids())
                .containsOnlyKeys("deployment/web-blue", "deployment/web-green", "service/web-active");
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 3", "5, 0, 5", "1, 7, 7"})
    void theNewColourIsSizedForTheLargestOfWishActiveColourAndAutoscaler(int wish, int wanted, int size) {
        Shop shop = deploying().asked(a -> a.replicas(wish)).when(cluster -> cluster.autoscaler(BLUE, 1, 9, wanted));

        assertThat(check(shop).baseline().orElseThrow().replicas()).isEqualTo(size);
    }

    @Test
    void theTouchedManifestsAreKeptInTheRecord() {
        Shop shop = deploying().when(cluster -> cluster.autoscaler(BLUE, 1, 9, 3));

        Action.Note note = (Action.Note) shop.next();

        assertThat(note.kind()).isEqualTo(EventKind.BASELINE);
        assertThat(note.data().path("manifests").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "deployment/web-blue",
                        "deployment/web-green",
                        "service/web-active",
                        "service/web-preview",
                        "autoscaler/hpa-web-blue");
    }
}
