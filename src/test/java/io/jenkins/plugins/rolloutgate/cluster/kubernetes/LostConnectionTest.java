package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import io.jenkins.plugins.rolloutgate.testcluster.BlueGreenApplication;
import io.jenkins.plugins.rolloutgate.testcluster.TestCluster;
import java.util.List;
import org.junit.jupiter.api.Test;

class LostConnectionTest {
    private final TestCluster testCluster = TestCluster.shared();
    private final String namespace = testCluster.newNamespace();
    private final Targets targets =
            new Targets(namespace, List.of("shop-blue", "shop-green"), List.of("shop-active"), "rollout-gate-shop");

    @Test
    void shouldSayThatTheConnectionIsLostAndCatchUpWhenItIsBack() throws Exception {
        new BlueGreenApplication(namespace, "shop", "shop:1", 1).create(testCluster.client());
        Config config = testCluster.config();
        try (CuttableProxy proxy = new CuttableProxy(config.getMasterUrl());
                KubernetesClusters clusters = new KubernetesClusters();
                KubernetesCluster cluster = clusters.open(Accesses.at(proxy.address(), config));
                Watching watching = new Watching(cluster, targets)) {
            watching.until(now -> now.readyEndpoints("shop-active") == 1);

            proxy.cut();
            ClusterException lost = watching.untilLost();
            scaleFromElsewhere();
            proxy.mend();
            watching.untilBack();
            Observation caughtUp = watching.until(
                    now -> now.deployment("shop-green").orElseThrow().desired() == 1);

            assertThat(lost.problem()).isEqualTo(Problem.UNKNOWN);
            assertThat(lost).hasMessageContaining(proxy.address()).hasMessageNotContaining("\n");
            assertThat(caughtUp.deployments()).hasSize(2);
        }
    }

    private void scaleFromElsewhere() throws ClusterException {
        try (KubernetesClusters clusters = new KubernetesClusters();
                KubernetesCluster cluster = clusters.open(Accesses.of(testCluster.config()))) {
            cluster.patch(targets.deployment("shop-green"), List.of(PatchOp.set("/spec/replicas", 1)));
        }
    }
}
