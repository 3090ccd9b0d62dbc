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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Sends requests to one API server as one identity, each exactly once; only one whose credentials were refused may be
 * repeated by the client with fresh ones. Thread-safe.
 */
final class ApiServer implements AutoCloseable {
    /** How much later than its own time limit a request ends at the latest. */
    private static final Duration CLIENT_MARGIN = Duration.ofSeconds(2);

    private final ApiHttpClient client = new ApiHttpClient();
    private final AtomicLong streams = new AtomicLong();
    private final HttpClient http;
    private final String address;
    private final Duration timeout;
    private final Failures failures;

    ApiServer(Config config) {
        this.http = client.open(config);
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
        CompletableFuture<Answer> answer = http.consumeBytes(builder(request).build(), (buffers, more) -> {
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
        return http.sendAsync(builder(request).build(), byte[].class);
    }

    /**
     * An answer that goes on.
     *
     * @param end completes when the server ends it, exceptionally when it breaks or was refused
     * @param cancel ends it from this side
     */
    record Stream(CompletableFuture<Void> end, Runnable cancel) {}

    /** Sends a request and passes on the lines of its answer as they come, on the thread that reads them. */
    Stream stream(Request request, Runnable opened, Consumer<byte[]> line) {
        String name = String.valueOf(streams.incrementAndGet());
        Lines lines = new Lines(line);
        CompletableFuture<Void> end = http.consumeBytes(
                        builder(request).header(ApiHttpClient.CALL, name).build(), (buffers, more) -> {
                            buffers.forEach(lines::add);
                            more.consume();
                        })
                .thenCompose(response -> {
                    if (response.isSuccessful()) {
                        opened.run();
                    }
                    response.body().consume();
                    return response.body().done().thenRun(() -> check(request, response, lines));
                })
                .whenComplete((done, failure) -> client.ended(name));
        return new Stream(end, () -> client.cancel(name));
    }

    private void check(Request request, HttpResponse<AsyncBody> response, Lines lines) {
        if (!response.isSuccessful()) {
            throw new CompletionException(
                    failures.of(request, response.code(), new String(lines.rest(), StandardCharsets.UTF_8)));
        }
    }

    private HttpRequest.Builder builder(Request request) {
        HttpRequest.Builder builder = http.newHttpRequestBuilder()
                .uri(address + request.path())
                .timeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
        if (request.writes()) {
            builder.method(request.method(), request.type(), request.body());
        }
        return builder;
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
            return answer.get(request.timeout().plus(CLIENT_MARGIN).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(request, e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw failures.of(request, e);
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
