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
 * The process inside a pod: answers {@code /health}, its request count on {@code /requests}, and anything else with its own
 * name and image. Probes and readers of the count are not counted.
 */
final class PodServer {
    private static final int SLOW_MILLIS = 800;
    private static final int BROKEN_PERCENT = 30;

    private final ImageBehaviour behaviour;
    private final byte[] identity;
    private final AtomicLong served = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final HttpServer server;
    private volatile boolean draining;

    /** Starts to listen on a free port of 127.0.0.1. */
    PodServer(ExecutorService threads, String pod, String image, String version) throws IOException {
        behaviour = ImageBehaviour.of(image);
        ObjectNode answer = Json.object().put("image", image).put("pod", pod).put("version", version);
        identity = Json.bytes(answer);
        server = LoopbackServer.start(0, threads, this::handle);
    }

    int port() {
        return server.getAddress().getPort();
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
            send(exchange, 200, "text/plain", text(Long.toString(served.get())));
            return;
        }
        if (behaviour == ImageBehaviour.SLOW) {
            Thread.sleep(SLOW_MILLIS);
        }
        boolean broken = behaviour == ImageBehaviour.BROKEN;
        if (path.equals("/health")) {
            boolean healthy = !broken && behaviour != ImageBehaviour.UNREADY;
            int code = healthy ? 200 : broken ? 500 : 503;
            send(exchange, code, "application/json", text("{\"status\":\"" + (healthy ? "ok" : "failing") + "\"}"));
            return;
        }
        long number = served.incrementAndGet();
        // Evenly spread instead of random, so that short runs see the same share.
        boolean fails = broken && number * BROKEN_PERCENT % 100 < BROKEN_PERCENT;
        send(exchange, fails ? 500 : 200, "application/json", identity);
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
