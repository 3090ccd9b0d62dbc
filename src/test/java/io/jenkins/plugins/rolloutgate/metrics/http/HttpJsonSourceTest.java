package io.jenkins.plugins.rolloutgate.metrics.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpJsonSourceTest {
    private static final String JSON =
            "{\"queue\":{\"depth\":3,\"big\":\"12.5\",\"name\":\"q\",\"none\":null},\"pools\":[{\"in use\":7,\"a/b\":1}]}";

    private final StubServer server = new StubServer();
    private final HttpJsonSource source = new HttpJsonSource(
            "queue",
            HttpEndpoint.to(server.url() + "/status?full=1")
                    .attempts(1, Duration.ZERO)
                    .build(),
            () -> Instant.ofEpochSecond(42));

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "$.queue.depth, 3",
        "$.queue.big, 12.5",
        "$['queue']['depth'], 3",
        "$.pools[0]['in use'], 7",
        "'$.pools[0][\"a/b\"]', 1"
    })
    void aPathNamesOneNumber(String path, double value) throws MetricException {
        server.answering(200, JSON);

        assertThat(source.query(path)).containsExactly(new Series(Map.of(), value, 42));
        assertThat(server.asked().get(0).method()).isEqualTo("GET");
        assertThat(server.asked().get(0).path()).isEqualTo("/status?full=1");
    }

    @ParameterizedTest
    @CsvSource({"$.queue.width", "$.queue.none", "$.pools[1].x", "$.queue.depth.more"})
    void aPlaceThatIsNotThereIsNoData(String path) throws MetricException {
        server.answering(200, JSON);

        assertThat(source.query(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            $.queue        | there is no number at $.queue but object
            $              | there is no number at $ but object
            $.queue.name   | there is a text at $.queue.name
            queue.depth    | is no JSON path: write one such as $.a.b[0]
            $..depth       | is not understood at '..depth'
            $.pools[*].x   | is not understood at '[*].x'
            $.pools[?(@.x)]| is not understood at
            """)
    void saysWhatIsWrongWithAPath(String path, String message) {
        server.answering(200, JSON);

        assertThatThrownBy(() -> source.query(path))
                .isInstanceOf(MetricException.class)
                .hasMessageStartingWith("metric source queue: ")
                .hasMessageContaining(message);
    }

    @Test
    void saysWhatIsWrongWithAnAnswer() {
        server.answering(200, "<html>").answering(404, "{}");

        assertThatThrownBy(() -> source.query("$.a"))
                .hasMessage(
                        "metric source queue: " + server.url() + "/status did not answer with JSON: check its address");
        assertThatThrownBy(() -> source.query("$.a"))
                .hasMessage(
                        "metric source queue: " + server.url() + "/status answered with status 404: check its address");
    }
}
