package io.jenkins.plugins.rolloutgate.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What pods measure of the requests that they answer, by the tag of their image. */
class PodMetricsTest {
    private final Fixture cluster = new Fixture();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aPodServesItsRealRequestsInTheTextFormat() throws IOException {
        String pod = deploy("shop:1");

        ask(pod, 40);

        assertThat(metrics(pod))
                .containsEntry("http_requests_total{namespace=\"shop\",pod=\"%s\",code=\"200\"}".formatted(pod), 40.0)
                .containsEntry("http_requests_total{namespace=\"shop\",pod=\"%s\",code=\"500\"}".formatted(pod), 0.0)
                .containsEntry(
                        "http_request_duration_seconds_bucket{namespace=\"shop\",pod=\"%s\",le=\"+Inf\"}"
                                .formatted(pod),
                        40.0)
                .containsEntry(series("http_request_duration_seconds_count", pod), 40.0)
                .containsEntry(series("cache_lookups_total", pod), 40.0)
                .containsEntry(series("cache_hits_total", pod), 38.0);
    }

    @Test
    void probesAndScrapesAreNoRequests() throws IOException {
        String pod = deploy("shop:1");

        cluster.get(path(pod) + "/health");
        metrics(pod);

        assertThat(metrics(pod)).containsEntry(series("http_request_duration_seconds_count", pod), 0.0);
    }

    @Test
    void errorsAreTheSameShareEachTime() throws IOException {
        String pod = deploy("shop:1.6-errors-3");

        ask(pod, 200);

        assertThat(metrics(pod))
                .containsEntry("http_requests_total{namespace=\"shop\",pod=\"%s\",code=\"500\"}".formatted(pod), 6.0);
        assertThat(cluster.get(path(pod) + "/health").code()).isEqualTo(200);
    }

    @Test
    void latencyIsAddedToEachAnswer() throws IOException {
        String pod = deploy("shop:latency-60");

        ask(pod, 3);

        assertThat(metrics(pod))
                .containsEntry(
                        "http_request_duration_seconds_bucket{namespace=\"shop\",pod=\"%s\",le=\"0.05\"}"
                                .formatted(pod),
                        0.0);
        assertThat(metrics(pod).get(series("http_request_duration_seconds_sum", pod)))
                .isGreaterThan(0.18);
    }

    @Test
    void onlyALeakMakesMemoryGrow() throws IOException {
        String leaking = deploy("shop:leak");
        double before = memory(leaking);

        ask(leaking, 64);

        assertThat(memory(leaking) - before).isEqualTo(64.0 * 64 * 1024);
    }

    @Test
    void withoutALeakMemoryComesBack() throws IOException {
        String pod = deploy("shop:1");
        double before = memory(pod);

        ask(pod, 64);

        assertThat(memory(pod)).isEqualTo(before);
    }

    @Test
    void theMetricsApiTellsWhatPodsUse() throws IOException {
        String pod = deploy("shop:1");
        ask(pod, 1);

        List<PodMetrics> all = cluster.client.top().pods().metrics("shop").getItems();

        assertThat(all).singleElement().satisfies(metrics -> {
            assertThat(metrics.getMetadata().getName()).isEqualTo(pod);
            assertThat(metrics.getContainers().get(0).getName()).isEqualTo("shop");
            assertThat(metrics.getContainers().get(0).getUsage().get("memory").getNumericalAmount())
                    .isEqualByComparingTo(BigDecimal.valueOf((120L << 20) + (64L << 10)));
        });
    }

    private String deploy(String image) {
        cluster.deployBlueGreen(image, 1);
        Await.until(() -> assertThat(cluster.endpoints("shop-active"))
                .singleElement()
                .satisfies(endpoint ->
                        assertThat(endpoint.getConditions().getReady()).isTrue()));
        return cluster.pods("blue").get(0).getMetadata().getName();
    }

    private void ask(String pod, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            cluster.get(path(pod) + "/");
        }
    }

    private double memory(String pod) throws IOException {
        return metrics(pod).get(series("process_resident_memory_bytes", pod));
    }

    private Map<String, Double> metrics(String pod) throws IOException {
        Map<String, Double> samples = new TreeMap<>();
        cluster.get(path(pod) + "/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    int space = line.lastIndexOf(' ');
                    samples.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
                });
        return samples;
    }

    private static String series(String name, String pod) {
        return name + "{namespace=\"shop\",pod=\"" + pod + "\"}";
    }

    private static String path(String pod) {
        return "/api/v1/namespaces/shop/pods/" + pod + ":8080/proxy";
    }
}
