package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.PodUsage.Container;
import io.jenkins.plugins.rolloutgate.cluster.PodUsage.Usage;
import io.jenkins.plugins.rolloutgate.metrics.http.StubServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PodUsagesTest {
    private static final String DEPLOYMENT =
            "{\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"web\",\"version\":\"canary\"}}}}";
    private static final String PODS = """
            {"items":[
              {"metadata":{"name":"a"},"spec":{"containers":[{"name":"app","resources":
                {"requests":{"cpu":"250m","memory":"128Mi"},"limits":{"memory":"1Gi"}}}]},
               "status":{"containerStatuses":[{"name":"app","restartCount":2}]}},
              {"metadata":{"name":"gone","deletionTimestamp":"2026-01-01T00:00:00Z"},"spec":{"containers":[{"name":"app"}]}}]}
            """;
    private static final String METRICS = """
            {"items":[{"metadata":{"name":"a"},"containers":[{"name":"app","usage":{"cpu":"123456789n","memory":"65536Ki"}}]}]}
            """;

    private final StubServer server = new StubServer();
    private final KubernetesClusters clusters = new KubernetesClusters();
    private final KubernetesCluster cluster = clusters.open(Accesses.anonymous(server.url()));

    @AfterEach
    void close() {
        clusters.close();
        server.close();
    }

    @Test
    void shouldReadWhatThePodsOfADeploymentUse() throws ClusterException {
        server.answering(200, DEPLOYMENT).answering(200, PODS).answering(200, METRICS);

        assertThat(cluster.usage("shop", "web"))
                .containsExactly(new Usage(
                        "a",
                        2,
                        List.of(new Container(
                                "app",
                                Map.of("cpu", 0.123456789, "memory", 67108864.0),
                                Map.of("cpu", 0.25, "memory", 134217728.0),
                                Map.of("memory", 1073741824.0)))));
        assertThat(server.asked())
                .extracting(StubServer.Asked::path)
                .containsExactly(
                        "/apis/apps/v1/namespaces/shop/deployments/web",
                        "/api/v1/namespaces/shop/pods?labelSelector=app%3Dweb%2Cversion%3Dcanary",
                        "/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods?labelSelector=app%3Dweb%2Cversion%3Dcanary");
    }

    @Test
    void shouldKnowRestartsWithoutAMetricsServer() throws ClusterException {
        server.answering(200, DEPLOYMENT).answering(200, PODS).answering(404, "404 page not found");

        assertThat(cluster.usage("shop", "web")).singleElement().satisfies(usage -> {
            assertThat(usage.restarts()).isEqualTo(2);
            assertThat(usage.containers().get(0).used()).isEmpty();
        });
    }

    @Test
    void shouldRefuseASelectorThatItDoesNotUnderstand() {
        server.answering(
                200,
                "{\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"web\"},\"matchExpressions\":[{\"key\":\"x\"}]}}}");

        assertThatThrownBy(() -> cluster.usage("shop", "web"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("the pods of deployment shop/web cannot be told");
    }
}
