package io.jenkins.plugins.rolloutgate.playground.traffic;

import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Passes requests on to pods, over connections that it keeps. Safe for use by any thread. */
final class PodClient {
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final OkHttpClient client = new OkHttpClient.Builder()
            .callTimeout(Duration.ofSeconds(30))
            .followRedirects(false)
            .build();

    /** What the client of a gateway gets. */
    @SuppressWarnings("ArrayRecordComponent") // Passed on as it is, and never compared.
    record Answer(int code, String contentType, byte[] body) {
        /** From the gateway itself rather than from a pod. */
        static Answer own(int code, String error) {
            return new Answer(code, "application/json", Json.bytes(Json.object().put("error", error)));
        }
    }

    Answer send(int port, HttpExchange exchange, byte[] body) {
        String method = exchange.getRequestMethod();
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        RequestBody sent = WITH_BODY.contains(method)
                ? RequestBody.create(body, type == null ? null : MediaType.parse(type))
                : null;
        Request request = new Request.Builder()
                .url("http://127.0.0.1:" + port + exchange.getRequestURI())
                .method(method, sent)
                .build();
        try (okhttp3.Response answer = client.newCall(request).execute()) {
            String answered = Optional.ofNullable(answer.header("Content-Type")).orElse("application/octet-stream");
            return new Answer(answer.code(), answered, answer.body().bytes());
        } catch (IOException e) {
            return Answer.own(503, "upstream connect error: " + e.getMessage());
        }
    }

    void close() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }
}
