package io.jenkins.plugins.rolloutgate.playground.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Change;
import io.jenkins.plugins.rolloutgate.playground.apiserver.DaemonThreads;
import io.jenkins.plugins.rolloutgate.playground.apiserver.EndpointSlices;
import io.jenkins.plugins.rolloutgate.playground.apiserver.LoopbackServer;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import io.jenkins.plugins.rolloutgate.playground.apiserver.PodNetwork;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store;
import io.jenkins.plugins.rolloutgate.playground.controller.ControllerLoop;
import io.jenkins.plugins.rolloutgate.playground.controller.RouteController;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A gateway for one HTTPRoute or VirtualService: sends each request to a backend by its weight, also on a connection that
 * is kept. Goes by the last state of an HTTPRoute that was accepted, and follows it and the EndpointSlices with a lag. Its own answers, as the
 * Gateway API has them: 404 without a route, 500 for a backend that does not exist, 503 for one without a ready endpoint.
 */
public final class RouteFront implements Front {
    private final Store store;
    private final PodNetwork network;
    private final ResourceType type;
    private final String namespace;
    private final String name;
    private final Consumer<Change> changes;
    private final Map<String, AtomicInteger> podTurns = new ConcurrentHashMap<>();
    private final PodClient pods = new PodClient();
    private final ExecutorService threads = DaemonThreads.pool("playground-gateway");
    private final HttpServer server;
    private volatile WeightedTurns turns = new WeightedTurns(List.of());
    private volatile Map<String, List<String>> endpoints = Map.of();

    private RouteFront(
            Store store,
            ControllerLoop loop,
            PodNetwork network,
            ResourceType type,
            String namespace,
            String name,
            Duration lag)
            throws IOException {
        this.store = store;
        this.network = network;
        this.type = type;
        this.namespace = namespace;
        this.name = name;
        changes = change -> {
            if (concerns(change)) {
                loop.after(lag, this::refresh);
            }
        };
        store.addListener(changes);
        refresh();
        server = LoopbackServer.start(0, threads, this::handle);
    }

    /** Opens a free port on 127.0.0.1; the route may come later. */
    public static RouteFront open(
            Store store,
            ControllerLoop loop,
            PodNetwork network,
            ResourceType type,
            String namespace,
            String name,
            Duration lag) {
        try {
            return new RouteFront(store, loop, network, type, namespace, name, lag);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open a loopback port for " + type.kind() + " " + name, e);
        }
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private boolean concerns(Change change) {
        boolean route = change.type() == type && Meta.name(change.object()).equals(name);
        boolean backend = change.type() == ResourceType.ENDPOINTSLICES || change.type() == ResourceType.SERVICES;
        return (route || backend) && Meta.namespace(change.object()).equals(namespace);
    }

    /** Those of the route, or those of before while its latest state is not accepted. */
    private List<Backend> backends() {
        Optional<? extends JsonNode> route = store.find(type, namespace, name);
        if (type == ResourceType.VIRTUALSERVICES) {
            return route.map(Backend::ofVirtualService).orElse(List.of());
        }
        return route.filter(found -> !RouteController.isAccepted(found)).isPresent()
                ? turns.backends()
                : route.map(Backend::ofHttpRoute).orElse(List.of());
    }

    private synchronized void refresh() {
        List<Backend> backends = backends();
        Map<String, List<String>> ready = new ConcurrentHashMap<>();
        for (Backend backend : backends) {
            String service = backend.service();
            if (store.find(ResourceType.SERVICES, namespace, service).isPresent()) {
                ready.put(service, EndpointSlices.pods(store, namespace, service, "ready"));
            }
        }
        endpoints = ready;
        if (!backends.equals(turns.backends())) {
            turns = new WeightedTurns(backends);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            PodClient.Answer answer = answer(exchange);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.code(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private PodClient.Answer answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        WeightedTurns current = turns;
        if (current.backends().isEmpty()) {
            return PodClient.Answer.own(404, "no route");
        }
        Optional<Backend> backend = current.next();
        List<String> ready =
                backend.map(chosen -> endpoints.get(chosen.service())).orElse(null);
        if (ready == null) {
            return PodClient.Answer.own(500, "no backend");
        }
        if (ready.isEmpty()) {
            return PodClient.Answer.own(503, "no healthy upstream");
        }
        AtomicInteger turn = podTurns.computeIfAbsent(backend.get().service(), service -> new AtomicInteger());
        return forward(exchange, body, ready.get(Math.floorMod(turn.getAndIncrement(), ready.size())));
    }

    private PodClient.Answer forward(HttpExchange exchange, byte[] body, String pod) {
        // A pod that ends in order waits for the answer.
        PodNetwork.Connection busy = () -> true;
        network.opened(pod, busy);
        try {
            return network.port(pod).isEmpty()
                    ? PodClient.Answer.own(503, "connection refused")
                    : pods.send(network.port(pod).getAsInt(), exchange, body);
        } finally {
            network.closed(pod, busy);
        }
    }

    @Override
    public void close() {
        store.removeListener(changes);
        server.stop(0);
        threads.shutdownNow();
        pods.close();
    }
}
