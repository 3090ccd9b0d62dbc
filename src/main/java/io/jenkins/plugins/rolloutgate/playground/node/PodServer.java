package io.jenkins.plugins.rolloutgate.playground.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.apiserver.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process inside a pod: answers {@code /health}, its request count on {@code /requests}, its metrics on
 * {@code /metrics}, and anything else with its own name and image. Only the last are counted.
 */
final class PodServer {
    private static final double NANOS_PER_SECOND = 1e9;

    private final ImageBehaviour behaviour;
    private final ServedBehaviour served;
    private final PodMetrics metrics;
    private final byte[] identity;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final HttpServer server;
    private volatile boolean draining;

    /** Starts to listen on a free port of 127.0.0.1. */
    PodServer(ExecutorService threads, PodView pod) throws IOException {
        behaviour = ImageBehaviour.of(pod.image());
        served = ServedBehaviour.of(pod.image());
        metrics = new PodMetrics(
                pod.namespace(), pod.name(), served.leaks(), pod.store().clock());
        ObjectNode answer = Json.object();
        answer.put("image", pod.image()).put("pod", pod.name()).put("version", pod.version());
        identity = Json.bytes(answer);
        server = LoopbackServer.start(0, threads, this::handle);
    }

    int port() {
        return server.getAddress().getPort();
    }

    PodMetrics metrics() {
        return metrics;
    }

    /** Goes on to serve, but asks every client to leave with its answer. */
    void drain() {
        draining = true;
    }

    boolean isIdle() {
        return inFlight.get() == 0;
    }

    /** Ends at once, in the middle of whatever it does; a second call does nothing. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            server.stop(0);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        inFlight.incrementAndGet();
        try (exchange) {
            answer(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/requests")) {
            send(exchange, 200, "text/plain", text(Long.toString(requests.get())));
            return;
        }
        if (path.equals("/metrics")) {
            send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", text(metrics.text()));
            return;
        }
        long start = System.nanoTime();
        Thread.sleep(served.addedMillis());
        boolean broken = behaviour == ImageBehaviour.BROKEN;
        if (path.equals("/health")) {
            boolean healthy = !broken && behaviour != ImageBehaviour.UNREADY;
            int code = healthy ? 200 : broken ? 500 : 503;
            send(exchange, code, "application/json", text("{\"status\":\"" + (healthy ? "ok" : "failing") + "\"}"));
            return;
        }
        int code = served.fails(requests.incrementAndGet()) ? 500 : 200;
        // Counted first: who has the answer finds it in the metrics.
        metrics.answered(code, (System.nanoTime() - start) / NANOS_PER_SECOND);
        send(exchange, code, "application/json", identity);
    }

    private void send(HttpExchange exchange, int code, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (draining) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
