package io.jenkins.plugins.rolloutgate.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.jenkins.plugins.rolloutgate.playground.traffic.Front;
import io.jenkins.plugins.rolloutgate.playground.traffic.Load;
import io.jenkins.plugins.rolloutgate.playground.traffic.LoadGenerator;
import io.jenkins.plugins.rolloutgate.playground.traffic.LoadPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where requests go, and that none is lost when pods end in order. */
class TrafficTest {
    private static final LoadPlan NEW_CONNECTIONS = new LoadPlan(2, 0, 50, "/", Duration.ofMinutes(1));
    private static final LoadPlan KEEP_ALIVE = new LoadPlan(0, 4, 50, "/", Duration.ofMinutes(1));

    private final Fixture cluster = new Fixture();

    @AfterEach
    void close() {
        cluster.close();
    }

    @BeforeEach
    void deploy() {
        cluster.deployBlueGreen("shop:1", 2);
        cluster.deployment("shop-green").scale(2);
        Await.until(() -> {
            assertThat(readyPods("shop-active")).hasSize(2);
            assertThat(readyPods("shop-preview")).hasSize(2);
        });
    }

    @Test
    void endpointSlicesFollowASwitchOfTheSelector() {
        switchTo("green");

        Await.until(
                () -> assertThat(readyPods("shop-active")).hasSize(2).allMatch(name -> name.startsWith("shop-green-")));
        assertThat(cluster.endpoints("shop-active")).allSatisfy(endpoint -> {
            assertThat(endpoint.getTargetRef().getKind()).isEqualTo("Pod");
            assertThat(endpoint.getConditions().getServing()).isTrue();
            assertThat(endpoint.getConditions().getTerminating()).isFalse();
        });
    }

    @Test
    void newConnectionsFollowASwitchWithoutAFailure() {
        LoadGenerator load = start(NEW_CONNECTIONS);
        Await.until(() -> assertThat(load.snapshot().answeredBy("blue")).isGreaterThan(20));

        switchTo("green");

        Await.until(() -> assertThat(load.snapshot().answeredBy("green")).isGreaterThan(20));
        assertThat(load.snapshot().failed()).as(errors(load)).isZero();
    }

    @Test
    void keepAliveConnectionsStayWithTheOldPodsUntilTheseEndInOrder() {
        LoadGenerator load = start(KEEP_ALIVE);
        Await.until(() -> assertThat(load.snapshot().answeredBy("blue")).isGreaterThan(20));
        switchTo("green");
        Await.until(() -> assertThat(readyPods("shop-active")).allMatch(name -> name.startsWith("shop-green-")));
        long before = load.snapshot().answeredBy("blue");
        Await.until(() -> assertThat(load.snapshot().answeredBy("blue")).isGreaterThan(before + 40));
        assertThat(load.snapshot().answeredBy("green")).isZero();

        cluster.deployment("shop-blue").scale(0);

        Await.until(() -> assertThat(cluster.pods("blue")).isEmpty());
        Await.until(() -> assertThat(load.snapshot().answeredBy("green")).isGreaterThan(40));
        assertThat(load.snapshot().failed()).as(errors(load)).isZero();
    }

    @Test
    void aPodThatEndsIsShownAsTerminatingWhileItStillServes() throws IOException {
        try (Fixture slow = new Fixture(Options.FAST.withDrain(Duration.ofSeconds(3)))) {
            slow.deployBlueGreen("shop:1", 1);
            Await.until(() -> assertThat(slow.endpoints("shop-active"))
                    .singleElement()
                    .satisfies(endpoint ->
                            assertThat(endpoint.getConditions().getReady()).isTrue()));
            String pod = slow.pods("blue").get(0).getMetadata().getName();

            slow.pod(pod).delete();

            Await.until(() -> assertThat(slow.endpoints("shop-active"))
                    .filteredOn(endpoint -> endpoint.getTargetRef().getName().equals(pod))
                    .singleElement()
                    .satisfies(endpoint -> {
                        assertThat(endpoint.getConditions().getReady()).isFalse();
                        assertThat(endpoint.getConditions().getTerminating()).isTrue();
                    }));
            assertThat(slow.get("/api/v1/namespaces/shop/pods/" + pod + "/proxy/")
                            .code())
                    .isEqualTo(200);
            assertThat(slow.pod(pod).get().getMetadata().getDeletionTimestamp()).isNotNull();
        }
    }

    @Test
    void theServiceProxyReachesAReadyPodAndSaysWhenThereIsNone() throws IOException {
        String path = "/api/v1/namespaces/shop/services/http:shop-active:http/proxy/health";

        Fixture.Answer served = cluster.get(path);
        switchTo("purple");

        assertThat(served).isEqualTo(new Fixture.Answer(200, "{\"status\":\"ok\"}"));
        Await.until(() -> {
            Fixture.Answer refused = cluster.get(path);
            assertThat(refused.code()).isEqualTo(503);
            assertThat(refused.body()).contains("no endpoints available for service \\\"shop-active\\\"");
        });
    }

    @Test
    void aPodTellsHowManyRequestsItServedApartFromProbes() throws IOException {
        String pod = "/api/v1/namespaces/shop/pods/"
                + cluster.pods("blue").get(0).getMetadata().getName() + ":8080/proxy";

        cluster.get(pod + "/");
        cluster.get(pod + "/cart?id=1");
        cluster.get(pod + "/health");

        assertThat(cluster.get(pod + "/requests").body()).isEqualTo("2");
    }

    @Test
    void theLogOfAPodIsReadByLines() throws IOException {
        String pod = "/api/v1/namespaces/shop/pods/"
                + cluster.pods("blue").get(0).getMetadata().getName();

        assertThat(cluster.get(pod + "/log?tailLines=1&container=shop").body()).isEqualTo("listening on :8080\n");
        assertThat(cluster.get(pod + "/log?container=none").body()).contains("container none is not valid for pod");
        assertThat(cluster.get(pod + "/log?previous=true").body()).contains("previous terminated container");
    }

    private LoadGenerator start(LoadPlan plan) {
        Front front = cluster.playground.front(Fixture.NAMESPACE, "shop-active");
        return cluster.playground.load(front, plan);
    }

    private void switchTo(String colour) {
        cluster.service("shop-active").edit(service -> {
            service.getSpec().getSelector().put("version", colour);
            return service;
        });
    }

    private List<String> readyPods(String service) {
        return cluster.endpoints(service).stream()
                .filter(endpoint -> endpoint.getConditions().getReady())
                .map(Endpoint::getTargetRef)
                .map(reference -> reference.getName())
                .toList();
    }

    private static String errors(LoadGenerator load) {
        Load counted = load.snapshot();
        return counted.failed() + " of " + counted.sent() + " failed: " + counted.firstErrors();
    }
}
