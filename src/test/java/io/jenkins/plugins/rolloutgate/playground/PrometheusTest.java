package io.jenkins.plugins.rolloutgate.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import java.io.IOException;
import java.util.Map;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The HTTP API over what the pods really measured. */
class PrometheusTest {
    private final Fixture cluster = new Fixture();
    private final OkHttpClient http =
            new OkHttpClient.Builder().retryOnConnectionFailure(false).build();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void requestsOfPodsAreFoundByTheLabelsOfTheirPods() throws IOException {
        deploy();
        ask(50);

        Await.until(() -> {
            JsonNode data = query("sum by (version, code) (http_requests_total{app=\"shop\"})")
                    .path("data");
            assertThat(data.path("resultType").asText()).isEqualTo("vector");
            assertThat(data.at("/result/0/metric").toString()).isEqualTo("{\"code\":\"200\",\"version\":\"blue\"}");
            assertThat(data.at("/result/0/value/1").asText()).isEqualTo("45");
            assertThat(data.at("/result/1/value/1").asText()).isEqualTo("5");
        });
    }

    @Test
    void aRangeHasAPointForEachStep() throws IOException {
        JsonNode data = get("query_range", Map.of("query", "2", "start", "10", "end", "20.5", "step", "5s"))
                .path("data");

        assertThat(data.toString())
                .isEqualTo("{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},"
                        + "\"values\":[[10.0,\"2\"],[15.0,\"2\"],[20.0,\"2\"]]}]}");
    }

    @Test
    void queriesMayBePosted() throws IOException {
        Request request = new Request.Builder()
                .url(cluster.playground.prometheus().url() + "/api/v1/query")
                .post(new FormBody.Builder()
                        .add("query", "1 + 1")
                        .add("time", "2026-01-01T00:00:00Z")
                        .build())
                .build();

        assertThat(send(request).at("/data/result").toString()).isEqualTo("[1.7672256E9,\"2\"]");
    }

    @Test
    void errorsAreToldAsPrometheusTellsThem() throws IOException {
        assertThat(query("memory or vector(0)").toString())
                .isEqualTo(
                        "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"invalid parameter \\\"query\\\":"
                                + " 1:8: parse error: \\\"or\\\" is not supported by the playground\"}");
        assertThat(get("query_range", Map.of("query", "1", "start", "0", "end", "20000", "step", "1"))
                        .path("error")
                        .asText())
                .startsWith("exceeded maximum resolution of 11,000 points");
        assertThat(get("query_range", Map.of("query", "1", "start", "x", "end", "1", "step", "1"))
                        .path("error")
                        .asText())
                .isEqualTo("invalid parameter \"start\": cannot parse \"x\" to a valid timestamp");
        assertThat(get("status/buildinfo", Map.of()).at("/data/version").asText())
                .isEqualTo("2.42.0");
    }

    @Test
    void whenKilledItRefusesConnectionsAndComesBackWithItsPast() throws IOException {
        deploy();
        Await.until(() -> assertThat(
                        query("count(up == 1)").at("/data/result/0/value/1").asText())
                .isEqualTo("1"));
        String url = cluster.playground.prometheus().url();

        cluster.playground.prometheus().kill();
        assertThatThrownBy(() -> query("up")).isInstanceOf(IOException.class);

        cluster.playground.prometheus().revive();
        assertThat(cluster.playground.prometheus().url()).isEqualTo(url);
        assertThat(query("count(up == 1)").at("/data/result/0/value/1").asText())
                .isEqualTo("1");
    }

    @Test
    void aPodThatIsGoneHasNoValueAnyMore() throws IOException {
        deploy();
        Await.until(() -> assertThat(query("up").at("/data/result")).hasSize(1));

        cluster.deployment("shop-blue").scale(0);

        Await.until(() -> assertThat(query("up").at("/data/result")).isEmpty());
    }

    private void deploy() {
        cluster.deployBlueGreen("shop:errors-10", 1);
        Await.until(() -> assertThat(cluster.endpoints("shop-active"))
                .singleElement()
                .satisfies(endpoint ->
                        assertThat(endpoint.getConditions().getReady()).isTrue()));
    }

    private void ask(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            cluster.get("/api/v1/namespaces/shop/services/shop-active:http/proxy/");
        }
    }

    private JsonNode query(String query) throws IOException {
        return get("query", Map.of("query", query));
    }

    private JsonNode get(String path, Map<String, String> parameters) throws IOException {
        HttpUrl.Builder url = HttpUrl.get(cluster.playground.prometheus().url() + "/api/v1/" + path)
                .newBuilder();
        parameters.forEach(url::addQueryParameter);
        return send(new Request.Builder().url(url.build()).build());
    }

    private JsonNode send(Request request) throws IOException {
        try (Response response = http.newCall(request).execute()) {
            return Json.parseObject(response.body().string());
        }
    }
}
