package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.PodNetwork.Usage;
import java.util.List;
import java.util.Optional;

/** {@code metrics.k8s.io} for pods, as metrics-server answers it: only of pods that run, all usage in the first container. */
final class PodMetricsHandler implements Handler {
    private final Store store;
    private final PodNetwork network;

    PodMetricsHandler(Store store, PodNetwork network) {
        this.store = store;
        this.network = network;
    }

    @Override
    public Response handle(ApiRequest request) {
        return switch (request.verb()) {
            case "get" ->
                store.find(ResourceType.PODS, request.namespace(), request.name())
                        .flatMap(this::metrics)
                        .map(metrics -> Response.json(200, metrics))
                        .orElseThrow(() -> ApiException.notFound(request.type(), request.name()));
            case "list" -> Response.json(200, list(request));
            default -> throw ApiException.methodNotAllowed();
        };
    }

    private ObjectNode list(ApiRequest request) {
        List<ObjectNode> items =
                store.list(ResourceType.PODS, request.namespace(), ObjectHandler.filter(request)).items().stream()
                        .flatMap(pod -> metrics(pod).stream())
                        .toList();
        ObjectNode list =
                Json.object().put("kind", "PodMetricsList").put("apiVersion", ResourceType.PODMETRICS.apiVersion());
        list.putObject("metadata");
        list.putArray("items").addAll(items);
        return list;
    }

    private Optional<ObjectNode> metrics(ObjectNode pod) {
        return network.usage(Meta.uid(pod)).map(usage -> metrics(pod, usage));
    }

    private ObjectNode metrics(ObjectNode pod, Usage usage) {
        ObjectNode metrics =
                Json.object().put("kind", "PodMetrics").put("apiVersion", ResourceType.PODMETRICS.apiVersion());
        ObjectNode metadata = metrics.putObject("metadata")
                .put("name", Meta.name(pod))
                .put("namespace", Meta.namespace(pod))
                .put("creationTimestamp", store.now());
        metadata.set("labels", pod.at("/metadata/labels").deepCopy());
        metrics.put("timestamp", store.now()).put("window", "15s");
        metrics.putArray("containers")
                .addObject()
                .put("name", Json.text(pod, "/spec/containers/0/name"))
                .putObject("usage")
                .put("cpu", usage.cpuMillis() + "m")
                .put("memory", usage.memoryBytes() / 1024 + "Ki");
        return metrics;
    }
}
