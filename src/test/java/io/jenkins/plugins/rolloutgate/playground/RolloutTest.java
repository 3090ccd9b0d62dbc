package io.jenkins.plugins.rolloutgate.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How Deployments come to their pods. */
class RolloutTest {
    private final Fixture cluster = new Fixture();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aNewDeploymentGetsReadyPodsThroughAReplicaSet() {
        cluster.deployBlueGreen("shop:1", 3);

        Await.until(() -> assertComplete("shop-blue", 3));

        ReplicaSet set = replicaSets("shop-blue").get(0);
        assertThat(set.getMetadata().getName()).matches("shop-blue-[a-z0-9]+");
        assertThat(cluster.pods("blue")).hasSize(3).allSatisfy(pod -> {
            assertThat(pod.getMetadata().getName()).matches(set.getMetadata().getName() + "-[a-z0-9]{5}");
            assertThat(pod.getMetadata().getLabels()).containsKey("pod-template-hash");
            assertThat(pod.getMetadata().getOwnerReferences().get(0).getUid())
                    .isEqualTo(set.getMetadata().getUid());
        });
    }

    @Test
    void aNewImageReplacesAllPodsWithoutFallingBelowTheMinimum() {
        cluster.deployBlueGreen("shop:1", 4);
        Await.until(() -> assertComplete("shop-blue", 4));

        List<Integer> available = new CopyOnWriteArrayList<>();
        try (SharedIndexInformer<Deployment> informer =
                cluster.deployment("shop-blue").inform()) {
            informer.addEventHandler(
                    onUpdate(now -> available.add(count(now.getStatus().getAvailableReplicas()))));

            cluster.setImage("shop-blue", "shop:2");

            Await.until(() -> assertComplete("shop-blue", 4));
        }
        assertThat(available).isNotEmpty().allMatch(count -> count >= 3);
        Await.until(() -> assertThat(cluster.pods("blue"))
                .hasSize(4)
                .allSatisfy(pod -> assertThat(image(pod)).isEqualTo("shop:2")));
        assertThat(cluster.deployment("shop-blue").get().getMetadata().getAnnotations())
                .containsEntry("deployment.kubernetes.io/revision", "2");
    }

    @Test
    void goingBackUsesTheOldReplicaSetAgain() {
        cluster.deployBlueGreen("shop:1", 1);
        Await.until(() -> assertComplete("shop-blue", 1));
        cluster.setImage("shop-blue", "shop:2");
        Await.until(() -> assertComplete("shop-blue", 1));

        cluster.setImage("shop-blue", "shop:1");

        Await.until(() -> assertComplete("shop-blue", 1));
        assertThat(replicaSets("shop-blue")).hasSize(2);
        assertThat(cluster.deployment("shop-blue").get().getMetadata().getAnnotations())
                .containsEntry("deployment.kubernetes.io/revision", "3");
    }

    @Test
    void scalingToZeroEndsAllPods() {
        cluster.deployBlueGreen("shop:1", 2);
        Await.until(() -> assertComplete("shop-blue", 2));

        cluster.deployment("shop-blue").scale(0);

        Await.until(() -> assertThat(cluster.pods("blue")).isEmpty());
        Await.until(() -> assertThat(
                        cluster.deployment("shop-blue").get().getStatus().getReplicas())
                .isNull());
    }

    @Test
    void aRolloutThatDoesNotMoveExceedsItsProgressDeadline() {
        cluster.deployBlueGreen("shop:1", 1);
        Await.until(() -> assertComplete("shop-blue", 1));

        cluster.deployment("shop-blue").edit(deployment -> {
            deployment.getSpec().setProgressDeadlineSeconds(1);
            deployment.getSpec().getTemplate().getSpec().getContainers().get(0).setImage("shop:unready");
            return deployment;
        });

        Await.until(() -> assertThat(condition("shop-blue", "Progressing")).hasValueSatisfying(condition -> {
            assertThat(condition.getStatus()).isEqualTo("False");
            assertThat(condition.getReason()).isEqualTo("ProgressDeadlineExceeded");
        }));
        assertThat(available("shop-blue")).isEqualTo(1);
    }

    @Test
    void aPodIsAvailableOnlyAfterMinReadySeconds() {
        cluster.deployBlueGreen("shop:1", 0);
        cluster.deployment("shop-green").edit(deployment -> {
            deployment.getSpec().setReplicas(1);
            deployment.getSpec().setMinReadySeconds(2);
            return deployment;
        });

        Await.until(() -> assertThat(
                        cluster.deployment("shop-green").get().getStatus().getReadyReplicas())
                .isEqualTo(1));
        assertThat(available("shop-green")).isZero();

        Await.until(() -> assertThat(available("shop-green")).isEqualTo(1));
    }

    @Test
    void whatADeletedDeploymentOwnedGoesWithIt() {
        cluster.deployBlueGreen("shop:1", 2);
        Await.until(() -> assertComplete("shop-blue", 2));

        cluster.deployment("shop-blue").delete();

        Await.until(() -> {
            assertThat(replicaSets("shop-blue")).isEmpty();
            assertThat(cluster.pods("blue")).isEmpty();
        });
    }

    private void assertComplete(String name, int replicas) {
        Deployment deployment = cluster.deployment(name).get();
        assertThat(deployment.getStatus().getObservedGeneration())
                .isEqualTo(deployment.getMetadata().getGeneration());
        assertThat(deployment.getStatus().getUpdatedReplicas()).isEqualTo(replicas);
        assertThat(deployment.getStatus().getReplicas()).isEqualTo(replicas);
        assertThat(deployment.getStatus().getAvailableReplicas()).isEqualTo(replicas);
        assertThat(condition(name, "Progressing"))
                .hasValueSatisfying(
                        condition -> assertThat(condition.getReason()).isEqualTo("NewReplicaSetAvailable"));
    }

    private int available(String name) {
        return count(cluster.deployment(name).get().getStatus().getAvailableReplicas());
    }

    private static int count(Integer value) {
        return value == null ? 0 : value;
    }

    private static ResourceEventHandler<Deployment> onUpdate(Consumer<Deployment> consumer) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(Deployment added) {
                // Only changes count.
            }

            @Override
            public void onUpdate(Deployment before, Deployment now) {
                consumer.accept(now);
            }

            @Override
            public void onDelete(Deployment deleted, boolean lastStateUnknown) {
                // Nothing deletes it.
            }
        };
    }

    private Optional<DeploymentCondition> condition(String name, String type) {
        return cluster.deployment(name).get().getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    private List<ReplicaSet> replicaSets(String deployment) {
        return cluster.client.apps().replicaSets().list().getItems().stream()
                .filter(set -> set.getMetadata().getName().startsWith(deployment + "-"))
                .toList();
    }

    private static String image(Pod pod) {
        return pod.getSpec().getContainers().get(0).getImage();
    }
}
