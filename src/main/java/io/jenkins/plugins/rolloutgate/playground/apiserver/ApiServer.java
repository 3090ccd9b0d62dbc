package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Faults.Fault;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * A small Kubernetes API server on plain HTTP and loopback, without authentication, admission and schemas. What it does
 * support it answers as kube-apiserver v1.34 does, errors included.
 */
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ApiServer.class.getName());

    private final AccessControl access = new AccessControl();
    private final Faults faults = new Faults();
    private final RequestCounter counter = new RequestCounter();
    private final ExecutorService threads = DaemonThreads.pool("playground-api");
    private final Store store;
    private final WatchHandler watches;
    private final ProxyHandler proxy;
    private final Handler objects;
    private final Handler podMetrics;
    private final Map<String, Handler> subresources;
    private final HttpServer server;

    private ApiServer(Store store, PodNetwork network, int port) throws IOException {
        this.store = store;
        watches = new WatchHandler(store);
        proxy = new ProxyHandler(store, network);
        podMetrics = new PodMetricsHandler(store, network);
        objects = new ObjectHandler(store);
        subresources = Map.of(
                "status",
                objects,
                "scale",
                new ScaleHandler(store),
                "log",
                new PodLogHandler(store, network),
                "proxy",
                proxy);
        server = LoopbackServer.start(port, threads, this::handle);
    }

    /** Starts on 127.0.0.1; port 0 takes any free one. Throws when the port is taken. */
    public static ApiServer start(Store store, PodNetwork network, int port) throws IOException {
        return new ApiServer(store, network, port);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void setAccessPolicy(AccessPolicy policy) {
        access.setPolicy(policy);
    }

    public Faults faults() {
        return faults;
    }

    public RequestCounter requests() {
        return counter;
    }

    /** Ends every watch before its time, as a restart does. */
    public void endWatches() {
        watches.endAll();
    }

    /** Forgets past changes: a watch that continues from an earlier revision then gets 410. */
    public void compact() {
        store.compact();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange).send(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Response answer(HttpExchange exchange) throws IOException, InterruptedException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            Optional<Response> discovery =
                    Discovery.answer(exchange.getRequestURI().getRawPath());
            return discovery.isPresent() ? discovery.get() : answer(parse(exchange, body));
        } catch (ApiException e) {
            return Response.json(e.code(), e.status());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The playground failed on " + exchange.getRequestURI(), e);
            return Response.json(500, ApiException.internalError(e.toString()).status());
        }
    }

    private static ApiRequest parse(HttpExchange exchange, String body) {
        String contentType = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
        if (contentType.contains("protobuf") || contentType.contains("cbor")) {
            throw ApiException.unsupportedMediaType(contentType, List.of("application/json"));
        }
        return ApiRequest.parse(exchange.getRequestMethod(), exchange.getRequestURI(), contentType, body);
    }

    private Response answer(ApiRequest request) throws IOException, InterruptedException {
        counter.count(request);
        Optional<Fault> fault = faults.next(request);
        failIf(fault, Fault.ERROR_BEFORE, Fault.DROP_BEFORE);
        access.check(request);
        Response response = handler(request).handle(request);
        failIf(fault, Fault.ERROR_AFTER, Fault.DROP_AFTER);
        return response;
    }

    private static void failIf(Optional<Fault> fault, Fault error, Fault drop) throws IOException {
        if (fault.filter(error::equals).isPresent()) {
            throw ApiException.internalError("etcdserver: request timed out");
        }
        if (fault.filter(drop::equals).isPresent()) {
            throw new IOException("dropped on order");
        }
    }

    private Handler handler(ApiRequest request) {
        if (!request.type().isStored()) {
            return request.type() == ResourceType.PODMETRICS ? podMetrics : access::review;
        }
        if (!request.subresource().isEmpty()) {
            return subresources.get(request.subresource());
        }
        return request.verb().equals("watch") ? watches : objects;
    }

    @Override
    public void close() {
        watches.endAll();
        server.stop(0);
        threads.shutdownNow();
        proxy.close();
    }
}
