package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The {@code log} subresource of pods. */
final class PodLogHandler implements Handler {
    private final Store store;
    private final PodNetwork network;

    PodLogHandler(Store store, PodNetwork network) {
        this.store = store;
        this.network = network;
    }

    @Override
    public Response handle(ApiRequest request) {
        JsonNode pod = store.get(ResourceType.PODS, request.namespace(), request.name());
        String container = container(request, pod);
        boolean previous = request.flag("previous");
        JsonNode status = containerStatus(pod, container);
        if (previous && !status.path("lastState").has("terminated")) {
            throw ApiException.badRequest("previous terminated container \"%s\" in pod \"%s\" not found"
                    .formatted(container, request.name()));
        }
        String waiting = Json.text(status, "/state/waiting/reason");
        if (!previous && !waiting.isEmpty() && !status.path("lastState").has("terminated")) {
            throw ApiException.badRequest("container \"%s\" in pod \"%s\" is waiting to start: %s"
                    .formatted(container, request.name(), explain(waiting)));
        }
        if (status.isMissingNode()) {
            throw ApiException.badRequest(
                    "container \"%s\" in pod \"%s\" is not available".formatted(container, request.name()));
        }
        List<String> lines = network.log(Meta.uid(pod), previous);
        int tail = request.integer("tailLines", lines.size());
        List<String> last = lines.subList(Math.max(0, lines.size() - Math.max(0, tail)), lines.size());
        return Response.text(200, last.isEmpty() ? "" : String.join("\n", last) + "\n");
    }

    private static String explain(String reason) {
        return switch (reason) {
            case "ErrImagePull" -> "image can't be pulled";
            case "ImagePullBackOff" -> "trying and failing to pull image";
            default -> reason;
        };
    }

    private static String container(ApiRequest request, JsonNode pod) {
        List<String> names = new ArrayList<>();
        pod.at("/spec/containers")
                .forEach(container -> names.add(container.path("name").asText()));
        String asked = request.query("container");
        if (asked.isEmpty() && names.size() > 1) {
            throw ApiException.badRequest("a container name must be specified for pod " + request.name()
                    + ", choose one of: " + names.toString().replace(",", ""));
        }
        String name = asked.isEmpty() ? names.get(0) : asked;
        if (!names.contains(name)) {
            throw ApiException.badRequest("container " + name + " is not valid for pod " + request.name());
        }
        return name;
    }

    private static JsonNode containerStatus(JsonNode pod, String container) {
        for (JsonNode status : pod.at("/status/containerStatuses")) {
            if (status.path("name").asText().equals(container)) {
                return status;
            }
        }
        return pod.path("");
    }
}
