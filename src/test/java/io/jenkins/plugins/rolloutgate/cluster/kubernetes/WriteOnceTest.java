package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteOnceTest {
    private static final ObjectRef BLUE = new ObjectRef(Kind.DEPLOYMENT, "shop", "shop-blue");
    private static final List<PatchOp> PATCH = List.of(PatchOp.set("/spec/replicas", 1));

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer server;
    private final KubernetesClusters clusters = new KubernetesClusters();

    private int status = 500;
    private String body = "{}";

    WriteOnceTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            if (status == 0) {
                awaitEnd();
            } else {
                // Would make a client that heeds it send the request again at once.
                exchange.getResponseHeaders().add("Retry-After", "0");
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        server.start();
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() {
        over.countDown();
        clusters.close();
        server.stop(0);
    }

    private ClusterException patch(String address) {
        return catchThrowableOfType(
                ClusterException.class,
                () -> clusters.open(Accesses.anonymous(address)).patch(BLUE, PATCH));
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @ParameterizedTest
    @CsvSource({
        "408, UNKNOWN",
        "429, UNKNOWN",
        "500, UNKNOWN",
        "502, UNKNOWN",
        "503, UNKNOWN",
        "504, UNKNOWN",
        "409, CONFLICT",
        "422, CONFLICT",
        "400, REJECTED",
        "403, REJECTED",
        "404, NOT_FOUND",
        "401, DENIED",
        "307, UNKNOWN"
    })
    void shouldSendAPatchOnceWhateverTheAnswer(int answered, Problem expected) {
        status = answered;

        ClusterException failure = patch(address());

        assertThat(requests).hasValue(1);
        assertThat(failure.problem()).isEqualTo(expected);
        assertThat(failure).hasMessageStartingWith("cannot patch deployment shop/shop-blue: ");
    }

    @Test
    void shouldSendAPatchOnceWhenThereIsNoAnswer() {
        status = 0;

        ClusterException failure = patch(address());

        assertThat(requests).hasValue(1);
        assertThat(failure.problem()).isEqualTo(Problem.UNKNOWN);
        assertThat(failure).hasMessageEndingWith("did not answer within 1000 ms");
    }

    @Test
    void shouldTellAFailedTestFromAnInvalidObject() {
        status = 422;
        body = "{\"kind\":\"Status\",\"message\":\"spec.replicas: Invalid value\","
                + "\"details\":{\"causes\":[{\"field\":\"spec.replicas\"}]}}";

        ClusterException failure = patch(address());

        assertThat(failure.problem()).isEqualTo(Problem.REJECTED);
        assertThat(failure).hasMessageEndingWith("spec.replicas: Invalid value");
    }

    @Test
    void shouldSayThatNobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        ClusterException failure = patch("http://127.0.0.1:" + free);

        assertThat(failure.problem()).isEqualTo(Problem.UNKNOWN);
        assertThat(failure)
                .hasMessageEndingWith("cannot be connected to: check the address, and that the API server runs");
    }

    @Test
    void shouldSayThatTheHostIsUnknown() {
        ClusterException failure = patch("http://api.invalid");

        assertThat(failure.problem()).isEqualTo(Problem.UNKNOWN);
        assertThat(failure).hasMessageEndingWith("the host of http://api.invalid is unknown: check the address");
    }

    @Test
    void shouldSendTheBodyOnceWhenAPooledConnectionIsFoundBroken() throws Exception {
        try (OneAnswer api = new OneAnswer()) {
            KubernetesCluster cluster = clusters.open(Accesses.anonymous(api.address()));
            cluster.patch(BLUE, PATCH);

            ClusterException failure = catchThrowableOfType(ClusterException.class, () -> cluster.patch(BLUE, PATCH));

            assertThat(failure.problem()).isEqualTo(Problem.UNKNOWN);
            assertThat(api.patches()).isEqualTo(2);
        }
    }

    @Test
    void shouldShareConnectionsOnlyBetweenEqualAccesses() {
        ClusterAccess access =
                ClusterAccess.to(URI.create(address())).token("a").build();
        ClusterAccess same = ClusterAccess.to(URI.create(address())).token("a").build();
        ClusterAccess other = ClusterAccess.to(URI.create(address())).token("b").build();

        assertThat(access).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
        assertThat(access.toString()).doesNotContain("token");
    }
}
