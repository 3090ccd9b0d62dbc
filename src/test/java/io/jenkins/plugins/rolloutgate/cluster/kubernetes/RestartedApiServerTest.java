package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import io.jenkins.plugins.rolloutgate.playground.BlueGreenApp;
import io.jenkins.plugins.rolloutgate.playground.Options;
import io.jenkins.plugins.rolloutgate.playground.Playground;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestartedApiServerTest {
    private final Playground playground = Playground.start(Options.FAST);
    private final KubernetesClusters clusters = new KubernetesClusters();
    private final ClusterAccess access = Accesses.anonymous(playground.apiServerUrl());
    private final KubernetesCluster cluster = clusters.open(access);
    private final Targets targets = new Targets(
            "shop", List.of("shop-blue", "shop-green"), List.of("shop-active", "shop-preview"), "rollout-gate-shop");

    @AfterEach
    void close() {
        clusters.close();
        playground.close();
    }

    @Test
    void shouldGoOnWhereTheWatchWasEnded() throws Exception {
        playground.deployBlueGreen(new BlueGreenApp("shop", "shop", "shop:1", 1));
        try (Watching watching = new Watching(cluster, targets)) {
            watching.until(seen -> seen.readyEndpoints("shop-active") == 1);

            playground.endWatches();
            changeFromElsewhere("note", "after the end");

            watching.until(seen -> seen.deployment("shop-blue")
                    .orElseThrow()
                    .metadata()
                    .annotation("note")
                    .equals("after the end"));
        }
    }

    @Test
    void shouldListAgainWhenTheApiServerHasForgotten() throws Exception {
        playground.deployBlueGreen(new BlueGreenApp("shop", "shop", "shop:1", 1));
        try (Watching watching = new Watching(cluster, targets)) {
            watching.until(seen -> seen.readyEndpoints("shop-active") == 1);

            playground.compact();
            playground.endWatches();
            changeFromElsewhere("note", "forgotten");

            assertThat(watching.until(seen -> seen.deployment("shop-blue")
                                    .orElseThrow()
                                    .metadata()
                                    .annotation("note")
                                    .equals("forgotten"))
                            .pods())
                    .hasSize(1);
        }
    }

    private void changeFromElsewhere(String annotation, String value) throws Exception {
        try (KubernetesClusters others = new KubernetesClusters();
                KubernetesCluster other = others.open(access)) {
            other.patch(
                    targets.deployment("shop-blue"),
                    List.of(PatchOp.set("/metadata/annotations", Trees.object().put(annotation, value))));
        }
    }
}
