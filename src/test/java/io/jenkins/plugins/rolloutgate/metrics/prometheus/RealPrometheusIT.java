package io.jenkins.plugins.rolloutgate.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricHistory.Line;
import io.jenkins.plugins.rolloutgate.metrics.MetricHistory.Point;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource.Series;
import io.jenkins.plugins.rolloutgate.metrics.http.HttpEndpoint;
import io.jenkins.plugins.rolloutgate.metrics.http.StubServer;
import io.jenkins.plugins.rolloutgate.playground.Await;
import io.jenkins.plugins.rolloutgate.run.Measuring;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveParser;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.slo.Reason;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in queries and the adapter, against a Prometheus that scrapes counters and a histogram. */
class RealPrometheusIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String METRICS = """
            # TYPE http_requests_total counter
            http_requests_total{namespace="shop",pod="web-canary-5d9c-abcde",code="200"} 990
            http_requests_total{namespace="shop",pod="web-canary-5d9c-abcde",code="500"} 7
            http_requests_total{namespace="shop",pod="web-canary-5d9c-abcde",code="503"} 3
            http_requests_total{namespace="shop",pod="web-canary-5d9c-fghij",code="200"} 500
            http_requests_total{namespace="shop",pod="web-77f4-klmno",code="500"} 4711
            # TYPE http_request_duration_seconds histogram
            http_request_duration_seconds_bucket{namespace="shop",pod="web-canary-5d9c-abcde",le="0.1"} 900
            http_request_duration_seconds_bucket{namespace="shop",pod="web-canary-5d9c-abcde",le="0.4"} 980
            http_request_duration_seconds_bucket{namespace="shop",pod="web-canary-5d9c-abcde",le="+Inf"} 1000
            # TYPE broken gauge
            broken NaN
            """;

    @TempDir
    static Path directory;

    private static StubServer target;
    private static RealPrometheus prometheus;
    private static PrometheusSource source;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(RealPrometheus.program().isPresent(), RealPrometheus.MISSING);
        target = new StubServer().answering(200, METRICS);
        prometheus = RealPrometheus.scraping(target.url().replace("http://", ""), directory);
        source = new PrometheusSource(
                "prometheus",
                HttpEndpoint.to(prometheus.url()).timeouts(PATIENCE, PATIENCE).build());
        Await.until(PATIENCE, () -> assertThat(source.query("broken")).hasSize(1));
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (target != null) {
            target.close();
        }
    }

    private static Sample take(String objective, String deployment) {
        return new Measuring(Map.of("prometheus", source), InstantSource.system())
                .take(
                        new ObjectiveParser(QueryCatalogue.builtIn()).parse(objective),
                        "canary",
                        Map.of("namespace", "shop", "deployment", deployment));
    }

    @Test
    void errorsAreCountedForThePodsOfOneDeploymentOnly() {
        Sample canary = take("error rate < 1%", "web-canary");
        Sample stable = take("error rate < 1%", "web");

        assertThat(canary.message()).isEmpty();
        assertThat(canary.counters().get("bad")).isEqualTo(Map.of("pod=web-canary-5d9c-abcde", 10.0));
        assertThat(canary.counters().get("total"))
                .isEqualTo(Map.of("pod=web-canary-5d9c-abcde", 1000.0, "pod=web-canary-5d9c-fghij", 500.0));
        assertThat(stable.counters().get("bad")).isEqualTo(Map.of("pod=web-77f4-klmno", 4711.0));
    }

    @Test
    void latencyComesAsRawBuckets() {
        assertThat(take("p95 < 400 ms", "web-canary").counters().get("bucket"))
                .isEqualTo(Map.of(
                        "le=0.1,pod=web-canary-5d9c-abcde", 900.0,
                        "le=0.4,pod=web-canary-5d9c-abcde", 980.0,
                        "le=+Inf,pod=web-canary-5d9c-abcde", 1000.0));
    }

    @Test
    void whatIsNotScrapedIsNoData() {
        assertThat(take("cpu < 70%", "web-canary").problem()).contains(Reason.NO_DATA);
        assertThat(take("memory < 300Mi per pod", "web-canary").problem()).contains(Reason.NO_DATA);
        assertThat(take("error rate < 1%", "missing").problem()).contains(Reason.NO_DATA);
    }

    @Test
    void everyBuiltInQueryOfPrometheusIsUnderstood() {
        QueryCatalogue catalogue = QueryCatalogue.builtIn();

        assertThat(catalogue.names())
                .filteredOn(name -> catalogue.find(name).orElseThrow().source().equals("prometheus"))
                .hasSizeGreaterThan(8)
                .allSatisfy(name -> {
                    for (String query :
                            catalogue.find(name).orElseThrow().queries().values()) {
                        source.query(query.replace("{{window}}", "60s"));
                    }
                });
    }

    @Test
    void aRangeTellsWhatWas() throws MetricException {
        double now = source.query("time()").get(0).time();

        List<Line> lines = source.range("scrape_samples_scraped", now - 60, now, Duration.ofSeconds(1));

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).points()).last().extracting(Point::value).isEqualTo(9.0);
    }

    @Test
    void whatIsNoNumberIsSaid() throws MetricException {
        assertThat(source.query("broken").get(0).value()).isNaN();
        assertThat(source.query("42")).extracting(Series::value).containsExactly(42.0);
        assertThatThrownBy(() -> source.query("\"text\"")).hasMessageContaining("answers with a text");
        assertThatThrownBy(() -> source.query("broken[1m]")).hasMessageContaining("answers with a range");
        assertThatThrownBy(() -> source.query("sum by ("))
                .isInstanceOf(MetricException.class)
                .hasMessageStartingWith("metric source prometheus: bad_data: ")
                .hasMessageNotContaining("\n");
    }
}
