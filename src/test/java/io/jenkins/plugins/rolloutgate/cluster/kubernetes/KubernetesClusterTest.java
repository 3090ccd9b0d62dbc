package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.IntNode;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.DisruptionBudget;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import io.jenkins.plugins.rolloutgate.testcluster.BlueGreenApplication;
import io.jenkins.plugins.rolloutgate.testcluster.TestCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubernetesClusterTest {
    private final TestCluster testCluster = TestCluster.shared();
    private final KubernetesClient client = testCluster.client();
    private final String namespace = testCluster.newNamespace();
    private final KubernetesClusters clusters = new KubernetesClusters();
    private final KubernetesCluster cluster = clusters.open(Accesses.of(testCluster.config()));
    private final Targets targets = targets("shop");
    private final ObjectRef blue = targets.deployment("shop-blue");

    private Targets targets(String name) {
        return new Targets(
                namespace,
                List.of(name + "-blue", name + "-green"),
                List.of(name + "-active", name + "-preview"),
                "rollout-gate-" + name);
    }

    private void deploy(String name) {
        new BlueGreenApplication(namespace, name, name + ":1", 2).create(client);
    }

    @AfterEach
    void close() {
        clusters.close();
    }

    @Test
    void shouldObserveAnApplication() throws Exception {
        deploy("shop");
        deploy("other");

        try (Watching watching = new Watching(cluster, targets)) {
            Observation seen = watching.until(now -> now.readyEndpoints("shop-active") == 2
                    && now.deployment("shop-blue").orElseThrow().rolloutFinished());

            assertThat(seen.deployments().keySet()).containsExactlyInAnyOrder("shop-blue", "shop-green");
            assertThat(seen.services().keySet()).containsExactlyInAnyOrder("shop-active", "shop-preview");
            assertThat(seen.pods()).hasSize(2).allMatch(Pod::ready).allMatch(pod -> pod.runs("", "shop:1"));
            Deployment observed = seen.deployment("shop-blue").orElseThrow();
            assertThat(observed.status().available()).isEqualTo(2);
            assertThat(seen.readyEndpoints("shop-active", observed)).isEqualTo(2);
            assertThat(seen.service("shop-active").orElseThrow().selects(observed.podLabels()))
                    .isTrue();
        }
    }

    @Test
    void shouldKeepAManifestThatCanBeAppliedAgain() throws Exception {
        deploy("shop");

        var manifest =
                cluster.observe(targets).deployment("shop-blue").orElseThrow().manifest();

        assertThat(manifest.path("apiVersion").asText()).isEqualTo("apps/v1");
        assertThat(manifest.path("kind").asText()).isEqualTo("Deployment");
        assertThat(manifest.at("/spec/template/spec/containers/0/image").asText())
                .isEqualTo("shop:1");
        assertThat(manifest.has("status")).isFalse();
        assertThat(manifest.path("metadata").properties())
                .extracting(Map.Entry::getKey)
                .doesNotContain("managedFields", "resourceVersion", "uid", "creationTimestamp", "generation");
    }

    @Test
    void shouldShowItsOwnWritesAtOnce() throws Exception {
        deploy("shop");
        cluster.observe(targets);
        List<String> seen = new ArrayList<>();

        for (int i = 0; i < 20; i++) {
            cluster.patch(blue, List.of(PatchOp.set("/spec/template/spec/containers/0/image", "shop:" + i)));
            seen.add(cluster.observe(targets)
                    .deployment("shop-blue")
                    .orElseThrow()
                    .image(""));
        }

        assertThat(seen).last().isEqualTo("shop:19");
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void shouldWriteNothingWhenATestOfThePatchFails() throws Exception {
        deploy("shop");

        ClusterException conflict = catchThrowableOfType(
                ClusterException.class,
                () -> cluster.patch(
                        targets.service("shop-active"),
                        List.of(
                                PatchOp.test("/spec/selector/version", "green"),
                                PatchOp.set("/spec/selector/version", "red"))));

        assertThat(conflict.problem()).isEqualTo(Problem.CONFLICT);
        assertThat(conflict).hasMessageStartingWith("cannot patch service " + namespace + "/shop-active: ");
        assertThat(cluster.observe(targets).service("shop-active").orElseThrow().selector())
                .containsEntry("version", "blue");
    }

    @Test
    void shouldSayWhatTheApiServerFindsInvalid() {
        deploy("shop");

        ClusterException rejected = catchThrowableOfType(
                ClusterException.class,
                () -> cluster.patch(blue, List.of(PatchOp.set("/spec/replicas", IntNode.valueOf(-1)))));

        assertThat(rejected.problem()).isEqualTo(Problem.REJECTED);
        assertThat(rejected).hasMessageContaining("replicas").hasMessageNotContaining("\n");
    }

    @Test
    void shouldNotFindWhatIsMissing() throws Exception {
        ObjectRef missing = targets.deployment("missing");

        ClusterException notFound = catchThrowableOfType(
                ClusterException.class, () -> cluster.patch(missing, List.of(PatchOp.set("/spec/replicas", 1))));

        assertThat(notFound.problem()).isEqualTo(Problem.NOT_FOUND);
        assertThat(cluster.read(missing)).isEmpty();
        assertThat(cluster.observe(targets).deployments()).isEmpty();
    }

    @Test
    void shouldFollowTheTrafficWhenTheSelectorIsSwitched() throws Exception {
        deploy("shop");
        try (Watching watching = new Watching(cluster, targets)) {
            cluster.patch(targets.deployment("shop-green"), List.of(PatchOp.set("/spec/replicas", 1)));
            watching.until(now -> now.readyEndpoints("shop-preview") == 1 && now.readyEndpoints("shop-active") == 2);

            cluster.patch(
                    targets.service("shop-active"),
                    List.of(
                            PatchOp.test("/spec/selector/version", "blue"),
                            PatchOp.set("/spec/selector/version", "green")));
            Observation switched = watching.until(now -> now.readyEndpoints("shop-active") == 1);

            assertThat(switched.readyEndpoints(
                            "shop-active", switched.deployment("shop-green").orElseThrow()))
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldNoticeWhenAnObjectIsDeleted() throws Exception {
        deploy("shop");
        try (Watching watching = new Watching(cluster, targets)) {
            watching.until(now -> now.deployment("shop-green").isPresent());

            client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName("shop-green")
                    .delete();

            assertThat(watching.until(now -> now.deployment("shop-green").isEmpty())
                            .deployments())
                    .containsOnlyKeys("shop-blue");
        }
    }

    @Test
    void shouldKeepItsPlaceWhenTextIsNotAscii() throws Exception {
        deploy("shop");
        try (Watching watching = new Watching(cluster, targets)) {
            watching.until(now -> now.deployment("shop-blue").isPresent());

            for (String text : List.of("Grüße", "例え", "🚦", "fine")) {
                client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName("shop-blue")
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"metadata\":{\"annotations\":{\"note\":\"" + text + "\"}}}");
                watching.until(now -> now.deployment("shop-blue")
                        .orElseThrow()
                        .metadata()
                        .annotation("note")
                        .equals(text));
            }
        }
    }

    @Test
    void shouldObserveOnlyTheAutoscalersAndBudgetsOfTheApplication() throws Exception {
        deploy("shop");
        autoscaler("shop", "shop-blue");
        autoscaler("other", "other-blue");
        budget("both", Map.of("app", "shop"));
        budget("other", Map.of("app", "other"));

        try (Watching watching = new Watching(cluster, targets)) {
            Observation seen = watching.until(now -> !now.autoscalers().isEmpty());

            assertThat(seen.autoscalers()).singleElement().satisfies(found -> {
                assertThat(found.deployment()).isEqualTo("shop-blue");
                assertThat(found.minReplicas()).isEqualTo(2);
                assertThat(found.maxReplicas()).isEqualTo(5);
            });
            assertThat(seen.budgets()).extracting(DisruptionBudget::name).containsExactly("both");
        }
    }

    private void autoscaler(String name, String deployment) {
        client.resource(new HorizontalPodAutoscalerBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withNewScaleTargetRef("apps/v1", "Deployment", deployment)
                        .withMinReplicas(2)
                        .withMaxReplicas(5)
                        .endSpec()
                        .build())
                .create();
    }

    private void budget(String name, Map<String, String> selector) {
        client.resource(new PodDisruptionBudgetBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withNewSelector()
                        .withMatchLabels(selector)
                        .endSelector()
                        .endSpec()
                        .build())
                .create();
    }

    @Test
    void shouldSayWhyPodsDoNotStart() throws Exception {
        new BlueGreenApplication(namespace, "shop", "shop:unpullable", 1).create(client);

        try (Watching watching = new Watching(cluster, targets)) {
            Observation seen = watching.until(now -> now.pods().stream()
                    .flatMap(pod -> pod.containers().stream())
                    .anyMatch(container -> container.waiting().equals("ImagePullBackOff")));

            assertThat(seen.pods()).singleElement().satisfies(pod -> {
                assertThat(pod.ready()).isFalse();
                assertThat(pod.containers())
                        .singleElement()
                        .satisfies(container -> assertThat(container.image()).isEqualTo("shop:unpullable"));
            });
        }
    }

    @Test
    void shouldCallBackOnlyForTheApplicationOfTheSubscriber() throws Exception {
        deploy("shop");
        deploy("other");
        try (Watching mine = new Watching(cluster, targets);
                Watching others = new Watching(cluster, targets("other"))) {
            // The status of the Deployment comes after the endpoints; nothing more is to come after both.
            mine.until(now -> now.readyEndpoints("shop-active") == 2
                    && now.deployment("shop-blue")
                            .filter(found ->
                                    found.rolloutFinished() && found.status().available() == 2)
                            .isPresent());
            others.until(now -> now.readyEndpoints("other-active") == 2);
            int before = mine.calls();

            ObjectRef other = new ObjectRef(Kind.DEPLOYMENT, namespace, "other-green");
            cluster.patch(other, List.of(PatchOp.set("/spec/replicas", 1)));
            others.until(now -> now.readyEndpoints("other-preview") == 1);

            assertThat(mine.calls() - before).isZero();
        }
    }

    @Test
    void shouldNotUseMoreThreadsForMoreSubscribers() throws Exception {
        deploy("shop");
        List<KubernetesCluster> opened = new ArrayList<>();
        List<Watching> watching = new ArrayList<>();
        watching.add(new Watching(cluster, targets));
        watching.get(0).until(now -> now.readyEndpoints("shop-active") == 2);
        long before = adapterThreads();

        for (int i = 0; i < 50; i++) {
            KubernetesCluster another = clusters.open(Accesses.of(testCluster.config()));
            opened.add(another);
            watching.add(new Watching(another, targets));
            another.observe(targets);
        }

        // Few for single requests that have just ended; watches of earlier tests may still linger.
        assertThat(adapterThreads()).isLessThan(before + 10);
        watching.forEach(Watching::close);
        opened.forEach(KubernetesCluster::close);
    }

    private static long adapterThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("rollout-gate-cluster"))
                .count();
    }

    @Test
    void shouldSetAnnotationsByTheirPointer() throws Exception {
        deploy("shop");
        cluster.patch(
                targets.service("shop-active"),
                List.of(PatchOp.set("/metadata/annotations", Trees.object().put(Annotations.EPOCH, "1/a"))));

        assertThat(cluster.read(targets.service("shop-active")).orElseThrow().annotation(Annotations.EPOCH))
                .isEqualTo("1/a");
    }
}
