package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** The {@code proxy} subresource of pods and services: forwards to the process behind a pod. */
final class ProxyHandler implements Handler {
    private final Store store;
    private final PodNetwork network;
    private final AtomicInteger turn = new AtomicInteger();
    private final OkHttpClient client = new OkHttpClient.Builder()
            .callTimeout(Duration.ofSeconds(30))
            .followRedirects(false)
            .build();

    ProxyHandler(Store store, PodNetwork network) {
        this.store = store;
        this.network = network;
    }

    /** {@code [scheme:]name[:port]}. */
    private record Target(String name, String port) {
        static Target parse(ApiRequest request) {
            List<String> parts = List.of(request.name().split(":", -1));
            return switch (parts.size()) {
                case 1 -> new Target(parts.get(0), "");
                case 2 -> new Target(parts.get(0), parts.get(1));
                case 3 -> new Target(parts.get(1), parts.get(2));
                default ->
                    throw ApiException.badRequest("invalid %s request \"%s\""
                            .formatted(request.type().kind().toLowerCase(Locale.ROOT), request.name()));
            };
        }
    }

    @Override
    public Response handle(ApiRequest request) {
        Target target = Target.parse(request);
        JsonNode object = store.get(request.type(), request.namespace(), target.name());
        if (request.type() == ResourceType.PODS) {
            return forward(request, Meta.uid(object), podPort(object, target.port()));
        }
        String port = servicePort(object, target);
        List<String> pods = EndpointSlices.pods(store, request.namespace(), target.name(), "ready");
        if (pods.isEmpty()) {
            throw ApiException.serviceUnavailable("no endpoints available for service \"%s\"".formatted(target.name()));
        }
        String pod = pods.get(Math.floorMod(turn.getAndIncrement(), pods.size()));
        return forward(request, pod, port);
    }

    /** The port to dial, or one that nothing listens on. */
    private static String podPort(JsonNode pod, String asked) {
        if (Json.text(pod, "/status/podIP").isEmpty()) {
            throw ApiException.badRequest("address not allowed");
        }
        List<String> open = new ArrayList<>();
        pod.at("/spec/containers")
                .forEach(container -> container
                        .path("ports")
                        .forEach(port -> open.add(port.path("containerPort").asText())));
        String port = asked.isEmpty() && !open.isEmpty() ? open.get(0) : asked;
        if (!open.contains(port)) {
            throw unreachable(port.isEmpty() ? "80" : port);
        }
        return port;
    }

    private static String servicePort(JsonNode service, Target target) {
        JsonNode ports = service.at("/spec/ports");
        for (JsonNode port : ports) {
            if (port.path("name").asText().equals(target.port())
                    || port.path("port").asText().equals(target.port())) {
                return port.path("targetPort").asText();
            }
        }
        if (target.port().isEmpty()) {
            // As the real one does: without a port only an unnamed one is meant.
            throw ApiException.serviceUnavailable("no endpoints available for service \"%s\"".formatted(target.name()));
        }
        throw ApiException.serviceUnavailable(
                "no service port %s found for service \"%s\"".formatted(target.port(), target.name()));
    }

    private Response forward(ApiRequest request, String podUid, String port) {
        int real = network.port(podUid).orElseThrow(() -> unreachable(port));
        String query = request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery();
        String path = request.tail().isEmpty() ? "/" : request.tail();
        boolean hasBody = List.of("POST", "PUT", "PATCH").contains(request.method());
        RequestBody body = hasBody ? RequestBody.create(request.body(), MediaType.parse(request.contentType())) : null;
        Request forwarded = new Request.Builder()
                .url("http://127.0.0.1:" + real + path + query)
                .method(request.method(), body)
                .build();
        try (okhttp3.Response answer = client.newCall(forwarded).execute()) {
            String type = answer.header("Content-Type", "application/octet-stream");
            return Response.bytes(answer.code(), type, answer.body().bytes());
        } catch (IOException e) {
            throw unreachable(port);
        }
    }

    private static ApiException unreachable(String port) {
        return ApiException.serviceUnavailable(
                "error trying to reach service: dial tcp 127.0.0.1:%s: connect: connection refused".formatted(port));
    }

    void close() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }
}
