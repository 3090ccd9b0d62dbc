package io.jenkins.plugins.rolloutgate.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricHistory.Point;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource.Series;
import io.jenkins.plugins.rolloutgate.metrics.http.HttpEndpoint;
import io.jenkins.plugins.rolloutgate.metrics.http.StubServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusSourceTest {
    private static final String EMPTY = success("\"resultType\":\"vector\",\"result\":[]");

    private final StubServer server = new StubServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private static String success(String data) {
        return "{\"status\":\"success\",\"data\":{" + data + "}}";
    }

    private HttpEndpoint.Builder endpoint() {
        return HttpEndpoint.to(server.url()).attempts(3, Duration.ZERO);
    }

    private PrometheusSource source() {
        return source(endpoint());
    }

    private static PrometheusSource source(HttpEndpoint.Builder endpoint) {
        return new PrometheusSource("main", endpoint.build());
    }

    @Test
    void readsEachSeriesWithTheServersTime() throws MetricException {
        server.answering(
                200,
                success("\"resultType\":\"vector\",\"result\":["
                        + "{\"metric\":{\"__name__\":\"up\",\"pod\":\"a\"},\"value\":[1700000000.5,\"1\"]},"
                        + "{\"metric\":{\"pod\":\"b\"},\"value\":[1700000000.5,\"+Inf\"]},"
                        + "{\"metric\":{},\"value\":[1700000000.5,\"NaN\"]}]"));

        List<Series> series = source().query("up{x=\"ü&+\"}");

        assertThat(series).extracting(Series::value).containsExactly(1.0, Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(series).extracting(Series::time).containsOnly(1_700_000_000.5);
        assertThat(series.get(0).labels()).containsExactly(entry("__name__", "up"), entry("pod", "a"));
        assertThat(server.asked()).hasSize(1);
        assertThat(server.asked().get(0).method()).isEqualTo("POST");
        assertThat(server.asked().get(0).path()).isEqualTo("/api/v1/query");
        assertThat(server.asked().get(0).body()).isEqualTo("query=up%7Bx%3D%22%C3%BC%26%2B%22%7D");
    }

    @Test
    void readsAScalarAsOneSeries() throws MetricException {
        server.answering(200, success("\"resultType\":\"scalar\",\"result\":[12.5,\"42\"]"));

        assertThat(source().query("42")).containsExactly(new Series(Map.of(), 42, 12.5));
    }

    @Test
    void readsARange() throws MetricException {
        server.answering(
                200,
                success("\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"pod\":\"a\"},"
                        + "\"values\":[[100,\"1\"],[160,\"2.5\"]]}]"));

        assertThat(source().range("x", 100, 1_700_000_000.25, Duration.ofMinutes(1))
                        .get(0)
                        .points())
                .containsExactly(new Point(100, 1), new Point(160, 2.5));
        assertThat(server.asked().get(0).path()).isEqualTo("/api/v1/query_range");
        assertThat(server.asked().get(0).body())
                .contains("start=100.000", "end=1700000000.250", "step=60.000", "query=x");
    }

    @Test
    void keepsThePathBeforeTheApiAndSendsTheTenant() throws MetricException {
        server.answering(200, EMPTY);

        assertThat(source(HttpEndpoint.to(server.url() + "/prometheus/").header("X-Scope-OrgID", "shop"))
                        .query("up"))
                .isEmpty();

        assertThat(server.asked().get(0).path()).isEqualTo("/prometheus/api/v1/query");
        assertThat(server.asked().get(0).tenant()).isEqualTo("shop");
        assertThat(server.asked().get(0).authorization()).isNull();
    }

    @Test
    void sendsItsCredentials() throws MetricException {
        server.answering(200, EMPTY);

        source(endpoint().bearer(() -> "secret")).query("up");
        source(endpoint().basic("jane", "pässword")).query("up");

        assertThat(server.asked().get(0).authorization()).isEqualTo("Bearer secret");
        assertThat(server.asked().get(1).authorization()).isEqualTo("Basic amFuZTpww6Rzc3dvcmQ=");
    }

    @ParameterizedTest
    @CsvSource({"503", "429", "500", "0"})
    void triesAgainWhatMayPass(int status) throws MetricException {
        server.answering(status, "").answering(status, "").answering(200, EMPTY);

        assertThat(source().query("up")).isEmpty();
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void givesUpAfterSomeTries() {
        server.answering(502, "<html>bad gateway</html>");

        assertThatThrownBy(() -> source().query("up"))
                .isInstanceOf(MetricException.class)
                .hasMessage("metric source main: " + server.url()
                        + " answered with status 502: check its address, query up");
        assertThat(server.asked()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | {"status":"error","errorType":"bad_data","error":"parse\\n error"} | main: bad_data: parse error, query up
            422 | {"status":"error","errorType":"execution","error":"too many"}      | main: execution: too many
            404 | 404 page not found                                                | answered with status 404: check its address
            401 | no                                                                | status 401: check the credentials
            302 | http://elsewhere.example/                                         | redirects to http://elsewhere.example/: configure
            302 | http://elsewhere.example/?token=hunter2                           | redirects to http://elsewhere.example/: configure
            200 | <html>                                                            | does not answer as Prometheus does
            200 | {"status":"success","data":{"resultType":"string","result":[1,"x"]}} | a query answers with a text
            200 | {"status":"success","data":{"resultType":"matrix","result":[]}}   | a query answers with a range
            200 | {"status":"success","data":{}}                                    | of type '', which is not known
            200 | {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"many"]}]}} | holds 'many', which is no number
            200 | {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"histogram":[1,{}]}]}} | native histograms
            200 | {"status":"success","warnings":["store gone"],"data":{"resultType":"vector","result":[]}} | warning: store gone
            200 | {"status":"success","isPartial":true,"data":{"resultType":"vector","result":[]}} | the answer is partial
            """)
    void saysInOneLineWhatIsWrong(int status, String body, String message) {
        server.answering(status, body);

        assertThatThrownBy(() -> source().query("up"))
                .isInstanceOf(MetricException.class)
                .hasMessageStartingWith("metric source main: ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void readsNoMoreThanItIsAllowedTo() {
        server.answering(200, "{\"status\":\"" + "x".repeat(100_000) + "\"}");

        assertThatThrownBy(() -> source(endpoint().mostBytes(50 * 1024)).query("up"))
                .hasMessageContaining("more than 50 KiB: ask for fewer series");
    }

    @Test
    void saysThatNobodyAnswers() {
        server.close();

        assertThatThrownBy(() -> source().query("up"))
                .hasMessage("metric source main: " + server.url()
                        + " cannot be connected to: check the address, and that it runs (3 tries)");
    }

    @Test
    void refusesAddressesThatAreNone() {
        assertThatThrownBy(() -> HttpEndpoint.to("ftp://x")).hasMessageContaining("is no HTTP address");
        assertThatThrownBy(() -> HttpEndpoint.to("http://jane:secret@prometheus"))
                .hasMessage("the address of prometheus holds credentials: name credentials instead");
        assertThatThrownBy(() -> HttpEndpoint.to("https://x").certificateAuthority("nonsense"))
                .hasMessage("cannot read the CA certificate: give it in PEM form");
        assertThatThrownBy(() -> HttpEndpoint.to("https://x").clientCertificate("nonsense", "nonsense"))
                .hasMessageContaining("cannot read the client key");
    }
}
