package io.jenkins.plugins.rolloutgate.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.rolloutgate.playground.CanaryApp.Routing;
import io.jenkins.plugins.rolloutgate.playground.traffic.Front;
import io.jenkins.plugins.rolloutgate.playground.traffic.Load;
import io.jenkins.plugins.rolloutgate.playground.traffic.LoadGenerator;
import io.jenkins.plugins.rolloutgate.playground.traffic.LoadPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which share of the requests a canary gets, by replicas and by the weights of a route. */
class CanaryTrafficTest {
    private static final CanaryApp APP =
            new CanaryApp(Fixture.NAMESPACE, "shop", "shop:1").withRouting(Routing.HTTP_ROUTE);
    private static final LoadPlan BOTH = new LoadPlan(2, 2, 50, "/", Duration.ofMinutes(1));

    private final Fixture cluster = new Fixture();
    private final OkHttpClient http = new OkHttpClient();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aRouteSharesRequestsExactlyByItsWeightsOnOneConnection() {
        Front front = deploy(1);
        patch(75, 25);

        awaitAnswers(front, 200, Map.of("200 stable", 150, "200 canary", 50));
    }

    @Test
    void aBackendOfWeightZeroGetsNothingAndTheOnlyOtherEverything() throws IOException {
        Front front = deploy(1);

        assertThat(ask(front, 20)).isEqualTo(Map.of("200 stable", 20));

        patch(0, 100);
        awaitAnswers(front, 20, Map.of("200 canary", 20));
    }

    @Test
    void aBackendWithoutReadyEndpointsLosesItsShare() {
        Front front = deploy(0);
        patch(50, 50);

        awaitAnswers(front, 20, Map.of("200 stable", 10, "503 ", 10));
    }

    @Test
    void aBackendThatDoesNotExistIsAnErrorOfTheRoute() {
        Front front = deploy(0);
        cluster.service("shop-canary").delete();
        Await.until(() -> assertThat(condition("ResolvedRefs")).isEqualTo("False BackendNotFound"));

        patch(50, 50);

        awaitAnswers(front, 20, Map.of("200 stable", 10, "500 ", 10));
    }

    @Test
    void trafficStaysAsItWasUntilTheNewWeightsAreAccepted() throws IOException {
        Front front = deploy(1);
        cluster.playground.routes().pause();

        patch(0, 100);

        assertThat(observedGeneration()).isEqualTo(1);
        assertThat(ask(front, 20)).isEqualTo(Map.of("200 stable", 20));

        cluster.playground.routes().resume();
        Await.until(() -> assertThat(observedGeneration()).isEqualTo(2));
        awaitAnswers(front, 20, Map.of("200 canary", 20));
    }

    @Test
    void aRefusedRouteChangesNothing() throws IOException {
        Front front = deploy(1);
        cluster.playground.routes().refuse();

        patch(0, 100);

        Await.until(() -> assertThat(condition("Accepted")).isEqualTo("False NotAllowedByListeners"));
        Await.until(() -> assertThat(observedGeneration()).isEqualTo(2));
        assertThat(ask(front, 20)).isEqualTo(Map.of("200 stable", 20));
    }

    @Test
    void noRequestIsLostWhileWeightsMoveAndPodsEndInOrder() {
        LoadGenerator load = cluster.playground.load(deploy(2), BOTH);
        Await.until(() -> assertThat(load.snapshot().answeredBy("stable")).isGreaterThan(40));

        patch(0, 100);
        Await.until(() -> assertThat(load.snapshot().answeredBy("canary")).isGreaterThan(40));
        cluster.deployment("shop-stable").scale(0);
        Await.until(() -> assertThat(cluster.pods("stable")).isEmpty());

        Load counted = load.snapshot();
        assertThat(counted.failed()).as("" + counted.firstErrors()).isZero();
    }

    @Test
    void aVirtualServiceSharesRequestsByItsWeights() {
        CanaryApp app = APP.withRouting(Routing.VIRTUAL_SERVICE);
        cluster.playground.deployCanary(app);
        cluster.deployment("shop-canary").scale(1);
        awaitReady(1);
        Front front = cluster.playground.front(app);
        awaitAnswers(front, 20, Map.of("200 stable", 20));

        cluster.client
                .genericKubernetesResources("networking.istio.io/v1", "VirtualService")
                .inNamespace(Fixture.NAMESPACE)
                .withName("shop")
                .patch(PatchContext.of(PatchType.JSON), """
                    [{"op": "test", "path": "/spec/http/0/route/1/destination/host", "value": "shop-canary"},
                     {"op": "replace", "path": "/spec/http/0/route/0/weight", "value": 90},
                     {"op": "replace", "path": "/spec/http/0/route/1/weight", "value": 10}]\
                    """);

        awaitAnswers(front, 100, Map.of("200 stable", 90, "200 canary", 10));
    }

    @Test
    void byReplicasTheCanaryGetsItsShareOfThePodsBehindTheCommonService() {
        CanaryApp app = APP.withRouting(Routing.REPLICAS);
        cluster.playground.deployCanary(app);
        cluster.deployment("shop-canary").scale(1);
        awaitReady(1);
        Await.until(() -> assertThat(cluster.endpoints("shop-active"))
                .hasSize(4)
                .allMatch(endpoint -> endpoint.getConditions().getReady()));

        Front front = cluster.playground.front(app);
        LoadGenerator load = cluster.playground.load(front, new LoadPlan(1, 0, 200, "/", Duration.ofMinutes(1)));

        Await.until(() -> assertThat(load.snapshot().sent()).isGreaterThan(80));
        Load counted = load.snapshot();
        assertThat(counted.answeredBy("canary") * 1.0 / counted.sent()).isBetween(0.2, 0.3);
    }

    private Front deploy(int canaries) {
        cluster.playground.deployCanary(APP);
        cluster.deployment("shop-canary").scale(canaries);
        awaitReady(canaries);
        Await.until(() -> assertThat(condition("Accepted")).isEqualTo("True Accepted"));
        Front front = cluster.playground.front(APP);
        Await.until(() -> assertThat(ask(front, 1)).containsKey("200 stable"));
        return front;
    }

    private void awaitReady(int canaries) {
        Await.until(() -> {
            assertThat(readyEndpoints("shop-stable")).isEqualTo(3);
            assertThat(readyEndpoints("shop-canary")).isEqualTo(canaries);
        });
    }

    private long readyEndpoints(String service) {
        return cluster.endpoints(service).stream()
                .filter(endpoint -> endpoint.getConditions().getReady())
                .count();
    }

    private void patch(int stable, int canary) {
        route().patch(PatchContext.of(PatchType.JSON), """
            [{"op": "test", "path": "/spec/rules/0/backendRefs/1/name", "value": "shop-canary"},
             {"op": "replace", "path": "/spec/rules/0/backendRefs/0/weight", "value": %d},
             {"op": "replace", "path": "/spec/rules/0/backendRefs/1/weight", "value": %d}]\
            """.formatted(stable, canary));
    }

    private Resource<GenericKubernetesResource> route() {
        return cluster.client
                .genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
                .inNamespace(Fixture.NAMESPACE)
                .withName("shop");
    }

    private String condition(String type) {
        for (Map<String, Object> condition :
                route().get().<List<Map<String, Object>>>get("status", "parents", 0, "conditions")) {
            if (condition.get("type").equals(type)) {
                return condition.get("status") + " " + condition.get("reason");
            }
        }
        return "";
    }

    private long observedGeneration() {
        return route().get()
                .<Number>get("status", "parents", 0, "conditions", 0, "observedGeneration")
                .longValue();
    }

    /** Any run of requests that is as long as some whole rounds has the exact shares. */
    private void awaitAnswers(Front front, int times, Map<String, Integer> expected) {
        Await.until(() -> assertThat(ask(front, times)).isEqualTo(expected));
    }

    private Map<String, Integer> ask(Front front, int times) throws IOException {
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            try (Response response =
                    http.newCall(new Request.Builder().url(front.url()).build()).execute()) {
                String version = response.body().string().replaceAll("(?s).*\"version\":\"(\\w+)\".*|.*", "$1");
                answers.merge(response.code() + " " + version, 1, Integer::sum);
            }
        }
        return answers;
    }
}
