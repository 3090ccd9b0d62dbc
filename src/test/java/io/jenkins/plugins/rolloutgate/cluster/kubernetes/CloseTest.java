package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import io.jenkins.plugins.rolloutgate.playground.BlueGreenApp;
import io.jenkins.plugins.rolloutgate.playground.Options;
import io.jenkins.plugins.rolloutgate.playground.Playground;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CloseTest {
    private final Playground playground = Playground.start(Options.FAST);
    private final ClusterAccess access = Accesses.anonymous(playground.apiServerUrl());
    private final Targets targets =
            new Targets("shop", List.of("shop-blue", "shop-green"), List.of("shop-active"), "rollout-gate-shop");

    CloseTest() {
        playground.deployBlueGreen(new BlueGreenApp("shop", "shop", "shop:1", 1));
    }

    @AfterEach
    void close() {
        playground.close();
    }

    private long lists() {
        return playground.requests().snapshot().entrySet().stream()
                .filter(entry -> entry.getKey().contains("list"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Test
    void shouldReuseTheWatchesOfAReleaseThatHasJustEnded() throws Exception {
        try (KubernetesClusters clusters = new KubernetesClusters()) {
            releaseOnce(clusters);
            long once = lists();

            releaseOnce(clusters);

            assertThat(lists()).isEqualTo(once);
        }
    }

    @Test
    void shouldEndTheWatchesThatNobodyUsesAnyMore() throws Exception {
        try (CuttableProxy proxy = new CuttableProxy(playground.apiServerUrl());
                KubernetesClusters clusters = new KubernetesClusters(Duration.ofSeconds(2))) {
            KubernetesCluster cluster = clusters.open(Accesses.anonymous(proxy.address()));
            cluster.observe(targets);

            cluster.close();

            assertThat(proxy.awaitUnused(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void shouldEndEverythingAtOnceWhenAllIsClosed() throws Exception {
        try (CuttableProxy proxy = new CuttableProxy(playground.apiServerUrl())) {
            KubernetesClusters clusters = new KubernetesClusters();
            clusters.open(Accesses.anonymous(proxy.address())).observe(targets);

            clusters.close();

            assertThat(proxy.awaitUnused(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void shouldSayThatItIsClosed() throws Exception {
        KubernetesClusters clusters = new KubernetesClusters();
        KubernetesCluster cluster = clusters.open(access);
        cluster.observe(targets);

        clusters.close();

        assertThatThrownBy(() -> cluster.observe(targets))
                .isInstanceOf(ClusterException.class)
                .hasMessageNotContaining("\n");
    }

    private void releaseOnce(KubernetesClusters clusters) throws Exception {
        try (KubernetesCluster cluster = clusters.open(access);
                Watching watching = new Watching(cluster, targets)) {
            watching.until(seen -> seen.deployments().size() == 2);
        }
    }
}
