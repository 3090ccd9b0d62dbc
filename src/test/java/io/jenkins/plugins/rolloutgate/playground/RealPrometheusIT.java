package io.jenkins.plugins.rolloutgate.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Target;
import io.jenkins.plugins.rolloutgate.playground.traffic.LoadGenerator;
import io.jenkins.plugins.rolloutgate.playground.traffic.LoadPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the playground's Prometheus honest: a real one that scrapes the same pods must say the same. */
class RealPrometheusIT {
    private static final Path BINARY = Path.of("/usr/bin/prometheus");
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final double TOLERANCE = 0.15;
    private static final double ROUNDING = 1e-9;
    private static final List<String> RATES = List.of(
            "sum(rate(http_requests_total[15s]))",
            "sum by (version) (rate(http_requests_total[15s]))",
            "sum by (app) (increase(http_requests_total{version=~\"stable|canary\", code!~\"4..\"}[15s]))",
            "sum by (version) (rate(http_requests_total{code=~\"5..\"}[15s]))"
                    + " / sum by (version) (rate(http_requests_total[15s]))",
            "histogram_quantile(0.95, sum by (le, version) (rate(http_request_duration_seconds_bucket[15s]))) > 0.02",
            "100 * sum(rate(cache_hits_total[15s])) / sum(rate(cache_lookups_total[15s]))",
            "sum(irate(http_requests_total[15s]))");
    private static final List<String> EXACT = List.of(
            "http_requests_total",
            "sum by (pod, code) (http_requests_total{app=\"shop\"})",
            "count(http_request_duration_seconds_bucket)",
            "max by (version) (process_resident_memory_bytes) / 1024",
            "min(cache_hits_total)",
            "avg(cache_lookups_total)",
            "up == 1",
            "histogram_quantile(0.5, http_request_duration_seconds_bucket{version=\"canary\"})",
            "histogram_quantile(0.99, sum by (le) (http_request_duration_seconds_bucket))",
            "sum(rate(http_requests_total[2s])) > bool 0",
            "-(2 + 3) * 4 / 0.5");

    private final Fixture cluster = new Fixture();
    private final OkHttpClient http = new OkHttpClient();

    @TempDir
    Path directory;

    private Process process;
    private String real;

    @BeforeEach
    void start() throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(BINARY), "no real Prometheus to compare with: apt-get install prometheus");
        cluster.playground.deployCanary(new CanaryApp(Fixture.NAMESPACE, "shop", "shop:1"));
        cluster.deployment("shop-canary")
                .patch(
                        PatchContext.of(PatchType.JSON),
                        "[{\"op\": \"replace\", \"path\": \"/spec/template/spec/containers/0/image\","
                                + " \"value\": \"shop:errors-10-latency-30\"}]");
        cluster.deployment("shop-canary").scale(1);
        Await.until(() -> assertThat(cluster.playground.scrapeTargets()).hasSize(4));
        int port = freePort();
        real = "http://127.0.0.1:" + port;
        process = new ProcessBuilder(
                        BINARY.toString(),
                        "--config.file=" + Files.writeString(directory.resolve("prometheus.yml"), configuration()),
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        cluster.close();
    }

    @Test
    void theSameQueriesOverTheSamePodsHaveTheSameAnswers() throws IOException {
        LoadGenerator load = cluster.playground.load(
                cluster.playground.front(Fixture.NAMESPACE, "shop-active"),
                new LoadPlan(4, 0, 20, "/", Duration.ofMinutes(5)));

        Await.until(LONGEST, () -> {
            for (String query : RATES) {
                assertClose(query, TOLERANCE);
            }
        });
        load.close();

        Await.until(LONGEST, () -> {
            for (String query : EXACT) {
                assertClose(query, ROUNDING);
            }
        });
    }

    private void assertClose(String query, double tolerance) throws IOException {
        Instant now = Instant.now();
        Map<String, Double> expected = answer(real, query, now);
        Map<String, Double> ours = answer(cluster.playground.prometheus().url(), query, now);
        assertThat(expected).as(query).isNotEmpty();
        assertThat(ours.keySet()).as(query).isEqualTo(expected.keySet());
        ours.forEach((labels, value) -> assertThat(value)
                .as(query + " " + labels)
                .isCloseTo(expected.get(labels), within(tolerance * Math.abs(expected.get(labels)))));
    }

    private Map<String, Double> answer(String server, String query, Instant time) throws IOException {
        HttpUrl url = HttpUrl.get(server + "/api/v1/query")
                .newBuilder()
                .addQueryParameter("query", query)
                .addQueryParameter("time", time.toString())
                .build();
        try (Response response =
                http.newCall(new Request.Builder().url(url).build()).execute()) {
            JsonNode data = Json.parseObject(response.body().string()).path("data");
            Map<String, Double> values = new TreeMap<>();
            if (data.path("resultType").asText().equals("scalar")) {
                values.put("", data.at("/result/1").asDouble());
            } else {
                data.path("result")
                        .forEach(sample -> values.put(
                                labels(sample).toString(), sample.at("/value/1").asDouble()));
            }
            return values;
        }
    }

    private static Map<String, String> labels(JsonNode sample) {
        Map<String, String> labels = new TreeMap<>();
        sample.path("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    private String configuration() {
        StringBuilder text = new StringBuilder("""
            scrape_configs:
            - job_name: pods
              scrape_interval: 1s
              scrape_timeout: 1s
              honor_labels: true
              static_configs:
            """);
        for (Target target : cluster.playground.scrapeTargets()) {
            text.append("  - targets: ['127.0.0.1:").append(target.port()).append("']\n    labels:\n");
            target.labels()
                    .forEach((label, value) -> text.append("      ")
                            .append(label)
                            .append(": ")
                            .append(value)
                            .append('\n'));
        }
        return text.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
