package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore;
import io.jenkins.plugins.rolloutgate.playground.CanaryApp;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.strategy.CanaryArguments;
import io.jenkins.plugins.rolloutgate.strategy.CanarySpec;
import io.jenkins.plugins.rolloutgate.testcluster.AcceptingGateway;
import io.jenkins.plugins.rolloutgate.testcluster.TestAccess;
import io.jenkins.plugins.rolloutgate.testcluster.TestCluster;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole canaries on the cluster of the tests, decided by readiness alone: simulated pods have no network. */
class CanaryOnClusterTest {
    private static final String NAME = "web";

    @TempDir
    private Path folder;

    private final TestCluster testCluster = TestCluster.shared();
    private final KubernetesClient client = testCluster.client();
    private final Cluster cluster = TestAccess.cluster(testCluster);
    private String namespace;
    private AcceptingGateway gateway;
    private ReleaseEngine engine;

    @BeforeEach
    void start() {
        namespace = testCluster.newNamespace();
        // The playground has a controller of its own.
        gateway = testCluster.isReal() ? AcceptingGateway.in(client, namespace) : null;
        engine = new ReleaseEngine(new ReleaseStore(folder), InstantSource.system());
    }

    @AfterEach
    void stop() {
        engine.close();
        if (gateway != null) {
            gateway.close();
        }
    }

    private void create(CanaryApp.Routing routing) {
        new CanaryApp(namespace, NAME, "web:1", 2, routing)
                .objects()
                .forEach(object -> client.resource(object.toString())
                        .inNamespace(namespace)
                        .create());
        stable().waitUntilCondition(CanaryOnClusterTest::isWhole, 30, TimeUnit.SECONDS);
        if (routing == CanaryApp.Routing.HTTP_ROUTE) {
            route().waitUntilCondition(route -> route.get("status", "parents", 0) != null, 30, TimeUnit.SECONDS);
        }
    }

    private static boolean isWhole(Deployment deployment) {
        Integer available = deployment == null ? null : deployment.getStatus().getAvailableReplicas();
        return available != null && available == 2;
    }

    private CanaryArguments arguments(String image, String router) {
        CanaryArguments arguments = new CanaryArguments()
                .namespace(namespace)
                .application(NAME)
                .router(router)
                .image(image)
                .phases("50%:1s, 100%:0s")
                .every("1s")
                .scaleDownDelay("0s")
                .timeout("60s");
        return testCluster.isReal() ? arguments.noProbe() : arguments;
    }

    private Release release(CanaryArguments arguments) throws Exception {
        CanarySpec spec = arguments.spec(QueryCatalogue.builtIn());
        return engine.start(cluster, spec, "jana", Json.object(), Helpers.NONE);
    }

    private static ReleaseState.End end(Release release) throws Exception {
        return release.done().get(120, TimeUnit.SECONDS);
    }

    private void manyInARow(String router) throws Exception {
        int last = testCluster.isReal() ? 11 : 3;
        for (int i = 2; i <= last; i++) {
            String image = "web:" + i;

            Release release = release(arguments(image, router));

            assertThat(end(release).outcome()).as(story(release)).isEqualTo(Outcome.PROMOTED);
            assertThat(image(stable())).isEqualTo(image);
            assertThat(canary().get().getSpec().getReplicas()).isZero();
        }
        assertThat(lease().holder()).isEmpty();
    }

    private Resource<Deployment> stable() {
        return client.apps().deployments().inNamespace(namespace).withName(NAME + "-stable");
    }

    private Resource<Deployment> canary() {
        return client.apps().deployments().inNamespace(namespace).withName(NAME + "-canary");
    }

    private static String image(Resource<Deployment> deployment) {
        return deployment
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
    }

    private Resource<GenericKubernetesResource> route() {
        return client.genericKubernetesResources(AcceptingGateway.HTTP_ROUTES)
                .inNamespace(namespace)
                .withName(NAME);
    }

    private List<Integer> weights() {
        GenericKubernetesResource route = route().get();
        return List.of(
                route.get("spec", "rules", 0, "backendRefs", 0, "weight"),
                route.get("spec", "rules", 0, "backendRefs", 1, "weight"));
    }

    private LeaseStore.Lease lease() throws Exception {
        CanarySpec spec = arguments("web:2", "replicas").spec(QueryCatalogue.builtIn());
        return cluster.lease(spec.targets().leaseRef()).orElseThrow();
    }

    private static String story(Release release) {
        return String.join("\n", release.events().stream().map(Event::line).toList());
    }

    @Test
    void canariesInARowAreSharedByReplicas() throws Exception {
        create(CanaryApp.Routing.REPLICAS);

        manyInARow("replicas");
    }

    @Test
    void canariesInARowAreSharedByAnHttpRoute() throws Exception {
        create(CanaryApp.Routing.HTTP_ROUTE);

        manyInARow("httpRoute");

        assertThat(weights()).containsExactly(100, 0);
    }

    @Test
    void aCrashingCanaryGetsNoTraffic() throws Exception {
        create(CanaryApp.Routing.HTTP_ROUTE);

        Release release = release(arguments("web:crash", "httpRoute"));

        assertThat(end(release).outcome()).as(story(release)).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end(release).reason()).contains("web-canary", "crash");
        assertThat(weights()).containsExactly(100, 0);
        assertThat(canary().get().getSpec().getReplicas()).isZero();
    }

    @Test
    void weightsThatSomebodyElseSetsAreHeldAndNotOverwritten() throws Exception {
        create(CanaryApp.Routing.HTTP_ROUTE);
        CompletableFuture<Event> holding = new CompletableFuture<>();
        Release release = release(arguments("web:2", "httpRoute").phases("20%:30s, 100%:0s"));
        release.listen(event -> {
            if (event.kind() == EventKind.TRAFFIC && event.data().toString().contains("20")) {
                holding.complete(event);
            }
        });
        holding.get(60, TimeUnit.SECONDS);

        route().patch(
                        PatchContext.of(PatchType.JSON),
                        "[{\"op\": \"replace\", \"path\": \"/spec/rules/0/backendRefs/1/weight\", \"value\": 70}]");

        assertThat(end(release).outcome()).as(story(release)).isEqualTo(Outcome.HELD);
        assertThat(end(release).reason()).contains("somebody else");
        assertThat(weights().get(1)).isEqualTo(70);
    }

    @Test
    void aRouteThatDoesNotExistIsRefusedBeforeTheFirstWrite() throws Exception {
        create(CanaryApp.Routing.REPLICAS);

        Release release = release(arguments("web:2", "httpRoute"));

        assertThat(end(release).outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(end(release).reason()).contains("httproute", "web does not exist");
        assertThat(image(canary())).isEqualTo("web:1");
    }
}
