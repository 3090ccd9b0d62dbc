package io.jenkins.plugins.rolloutgate.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How changes reach those who watch. */
class WatchContractTest {
    private final Fixture cluster = new Fixture();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void everyChangeIsDeliveredInOrder() {
        EventRecorder<ConfigMap> recorder = new EventRecorder<>();
        try (Watch watch = cluster.client.configMaps().watch(recorder)) {
            assertThat(watch).isNotNull();

            create("a", "blue");
            label("a", "green");
            cluster.client.configMaps().withName("a").delete();

            Await.until(() -> assertThat(recorder.seen()).containsExactly("ADDED a", "MODIFIED a", "DELETED a"));
        }
    }

    @Test
    void anInformerGoesOnAfterItsWatchWasEnded() {
        try (SharedIndexInformer<ConfigMap> informer =
                cluster.client.configMaps().inform()) {
            create("a", "blue");
            Await.until(() -> assertThat(informer.getStore().list()).hasSize(1));

            cluster.playground.endWatches();
            create("b", "blue");

            Await.until(() -> assertThat(informer.getStore().list()).hasSize(2));
        }
    }

    @Test
    void anInformerListsAgainWhenItsVersionIsForgotten() {
        try (SharedIndexInformer<ConfigMap> informer =
                cluster.client.configMaps().inform()) {
            create("a", "blue");
            Await.until(() -> assertThat(informer.getStore().list()).hasSize(1));
            create("b", "blue");
            cluster.playground.compact();

            cluster.playground.endWatches();
            create("c", "blue");

            Await.until(() -> assertThat(informer.getStore().list()).hasSize(3));
        }
    }

    @Test
    void aWatchFromAForgottenVersionGetsGoneInsideTheStream() throws IOException {
        create("a", "blue");
        cluster.playground.compact();

        String stream = cluster.get("/api/v1/namespaces/shop/configmaps?watch=true&resourceVersion=1")
                .body();

        assertThat(stream)
                .contains("\"type\":\"ERROR\"")
                .contains("\"code\":410")
                .contains("too old resource version");
    }

    @Test
    void aWatchReplaysWhatHappenedSinceItsVersionUntilItsTimeout() throws IOException {
        ConfigMap created = create("a", "blue");
        label("a", "green");

        String stream = cluster.get("/api/v1/configmaps?watch=true&timeoutSeconds=1&resourceVersion="
                        + created.getMetadata().getResourceVersion())
                .body();

        assertThat(stream.lines())
                .singleElement()
                .satisfies(line ->
                        assertThat(line).contains("\"type\":\"MODIFIED\"").contains("green"));
    }

    private ConfigMap create(String name, String colour) {
        return cluster.client
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("colour", colour)
                        .endMetadata()
                        .build())
                .create();
    }

    private void label(String name, String colour) {
        cluster.client.configMaps().withName(name).edit(map -> {
            map.getMetadata().getLabels().put("colour", colour);
            return map;
        });
    }
}
