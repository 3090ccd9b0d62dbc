package io.jenkins.plugins.rolloutgate.run;

import static io.jenkins.plugins.rolloutgate.run.PlaygroundCanaries.NAMESPACE;
import static io.jenkins.plugins.rolloutgate.run.PlaygroundCanaries.await;
import static io.jenkins.plugins.rolloutgate.run.PlaygroundCanaries.end;
import static io.jenkins.plugins.rolloutgate.run.PlaygroundCanaries.story;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.rolloutgate.metrics.prometheus.RealPrometheus;
import io.jenkins.plugins.rolloutgate.playground.CanaryApp;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.strategy.CanaryArguments;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole canaries that are decided by what a real Prometheus scraped from the pods of the playground. */
class CanaryWithPrometheusIT {
    @TempDir
    Path folder;

    @TempDir
    Path prometheusFolder;

    private PlaygroundCanaries canaries;
    private HttpServer discovery;
    private RealPrometheus prometheus;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(RealPrometheus.program().isPresent(), RealPrometheus.MISSING);
        canaries = new PlaygroundCanaries(folder);
        discovery = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        discovery.createContext("/", this::tellTargets);
        discovery.start();
        prometheus = RealPrometheus.discovering(
                "http://127.0.0.1:" + discovery.getAddress().getPort(), prometheusFolder);
    }

    private void tellTargets(HttpExchange exchange) throws IOException {
        ArrayNode groups = Json.object().putArray("groups");
        canaries.playground().scrapeTargets().forEach(target -> {
            var group = groups.addObject();
            group.putArray("targets").add("127.0.0.1:" + target.port());
            target.labels().forEach(group.putObject("labels")::put);
        });
        byte[] body = groups.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (discovery != null) {
            discovery.stop(0);
        }
        if (canaries != null) {
            canaries.close();
        }
    }

    private Release release(String image) throws Exception {
        CanaryApp app = new CanaryApp(NAMESPACE, "web", "web:1").withRouting(CanaryApp.Routing.HTTP_ROUTE);
        CanaryArguments arguments = canaries.canary(image, "httpRoute")
                // A real Prometheus takes up to five seconds to see a new pod.
                .phases("25%:12s, 50%:6s, 100%:2s")
                .objective("error rate < 5%");
        return canaries.start(app, arguments, prometheus.url());
    }

    @Test
    void aHealthyCanaryIsPromoted() throws Exception {
        Release release = release("web:2");

        assertThat(end(release).outcome()).as(story(release)).isEqualTo(Outcome.PROMOTED);
        assertThat(canaries.seen(release).deployment("web-stable").orElseThrow().image(""))
                .isEqualTo("web:2");
    }

    @Test
    void aCanaryWithErrorsIsTakenBack() throws Exception {
        Release release = release("web:errors-50");

        assertThat(end(release).outcome()).as(story(release)).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end(release).reason()).contains("error rate");
        assertThat(canaries.seen(release).route().orElseThrow().share("web-canary"))
                .isZero();
    }

    @Test
    void aPrometheusThatDiesHalfWayHolds() throws Exception {
        Release release = release("web:2");
        await(
                release,
                EventKind.TRAFFIC,
                shifted -> shifted.data().path("web-canary").asInt() == 50);

        prometheus.close();
        String question = await(
                        release,
                        EventKind.QUESTION,
                        asked -> asked.data().path("percent").asInt() == 50)
                .text("id");
        double share = canaries.seen(release).route().orElseThrow().share("web-canary");
        release.decide("jana", "test", question, "no-go", "not blind");

        assertThat(share).isEqualTo(50);
        assertThat(end(release).outcome()).as(story(release)).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end(release).reason()).contains("no-go by jana: not blind");
    }
}
