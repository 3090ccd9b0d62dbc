package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests to one API server as one identity, each exactly once; only one whose credentials were refused may be
 * repeated by the client with fresh ones. Thread-safe.
 */
final class ApiServer implements AutoCloseable {
    private final HttpClient http;
    private final String address;
    private final Duration timeout;
    private final Failures failures;

    ApiServer(Config config) {
        this.http = ApiHttpClient.open(config);
        this.address = config.getMasterUrl();
        this.timeout = Duration.ofMillis(config.getRequestTimeout());
        this.failures = new Failures(address.replaceAll("/$", ""));
    }

    /** For a request whose answer is wanted at once. */
    Duration timeout() {
        return timeout;
    }

    /** Sends a request and waits for an object. */
    JsonNode send(Request request) throws ClusterException {
        return await(request, sendAsync(request));
    }

    CompletableFuture<JsonNode> sendAsync(Request request) {
        return exchange(request).thenApply(answer -> {
            if (!answer.isSuccessful()) {
                throw new CompletionException(
                        failures.of(request, answer.code(), new String(answer.body(), StandardCharsets.UTF_8)));
            }
            try {
                return Trees.parse(answer.body());
            } catch (IOException e) {
                throw new CompletionException(new ClusterException(
                        Problem.UNKNOWN, "cannot " + request.what() + ": " + address + " did not answer with JSON", e));
            }
        });
    }

    /** An answer with whatever status, its body cut off when it is too long. */
    record Answer(int status, String body) {}

    /** Sends a request and waits for its answer, reading no more than the first bytes of it. */
    Answer exchange(Request request, int mostBytes) throws ClusterException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CompletableFuture<Answer> answer = stream(request, (buffers, more) -> {
                    for (ByteBuffer buffer : buffers) {
                        byte[] chunk = new byte[Math.min(buffer.remaining(), mostBytes - bytes.size())];
                        buffer.get(chunk);
                        bytes.write(chunk, 0, chunk.length);
                    }
                    if (bytes.size() < mostBytes) {
                        more.consume();
                    } else {
                        more.done().complete(null);
                        more.cancel();
                    }
                })
                .thenCompose(response -> {
                    response.body().consume();
                    return response.body()
                            .done()
                            .thenApply(done -> new Answer(response.code(), bytes.toString(StandardCharsets.UTF_8)));
                });
        return await(request, answer);
    }

    private CompletableFuture<HttpResponse<byte[]>> exchange(Request request) {
        return http.sendAsync(build(request), byte[].class);
    }

    /** Sends a request and passes on the bytes of its answer as they come. */
    CompletableFuture<HttpResponse<AsyncBody>> stream(Request request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        return http.consumeBytes(build(request), consumer);
    }

    private HttpRequest build(Request request) {
        HttpRequest.Builder builder = http.newHttpRequestBuilder()
                .uri(address + request.path())
                .timeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
        if (request.writes()) {
            builder.method(request.method(), request.type(), request.body());
        }
        return builder.build();
    }

    ClusterException failure(Request request, int status, String body) {
        return failures.of(request, status, body);
    }

    ClusterException failure(Request request, Throwable cause) {
        for (Throwable known = cause; known != null; known = known.getCause()) {
            if (known instanceof ClusterException problem) {
                return problem;
            }
        }
        return failures.of(request, cause);
    }

    private <T> T await(Request request, CompletableFuture<T> answer) throws ClusterException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw failure(request, e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new ClusterException(Problem.UNKNOWN, "interrupted: " + request.what(), e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
