package io.jenkins.plugins.rolloutgate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.testcluster.BlueGreenApplication;
import io.jenkins.plugins.rolloutgate.testcluster.TestCluster;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ObserverTest {
    private final TestCluster cluster = TestCluster.shared();
    private final String namespace = cluster.newNamespace();

    @Test
    void shouldTimeTheFloorThereAndBack() {
        new BlueGreenApplication(namespace, "shop", "shop:0", 2)
                .create(cluster.client())
                .awaitReady(cluster.client());
        try (Observer observer = new Observer(cluster.config(), namespace, 2);
                Floor floor = new Floor(cluster.config(), namespace, 2)) {
            for (String image : new String[] {"shop:1", "shop:2"}) {
                CompletableFuture<Duration> reaction = observer.expect("shop", image);

                floor.run(namespace, "shop", image)
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join();

                assertThat(reaction.orTimeout(30, TimeUnit.SECONDS).join()).isLessThan(Duration.ofSeconds(5));
            }
        }
    }
}
