package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The {@code scale} subresource: {@code spec.replicas} as an autoscaling/v1 Scale. */
final class ScaleHandler implements Handler {
    private final Store store;

    ScaleHandler(Store store) {
        this.store = store;
    }

    @Override
    public Response handle(ApiRequest request) {
        return switch (request.verb()) {
            case "get" -> Response.json(200, scale(store.get(request.type(), request.namespace(), request.name())));
            case "update" -> {
                ObjectNode body = Json.parseObject(request.body());
                yield write(request, old -> body);
            }
            case "patch" -> write(request, ObjectPatch.of(request, store.clock()));
            default -> throw ApiException.methodNotAllowed();
        };
    }

    private Response write(ApiRequest request, UnaryOperator<ObjectNode> change) {
        ObjectNode written = store.update(
                request.type(),
                request.namespace(),
                request.name(),
                Store.Part.SPEC,
                request.isDryRun(),
                object -> rescale(object, change.apply(scale(object))));
        return Response.json(200, scale(written));
    }

    private static ObjectNode rescale(ObjectNode object, ObjectNode scale) {
        String version = Json.text(scale, "/metadata/resourceVersion");
        if (!version.isEmpty()) {
            Json.child(object, "metadata").put("resourceVersion", version);
        }
        Json.child(object, "spec").put("replicas", Json.integer(scale, "/spec/replicas", 0));
        return object;
    }

    private static ObjectNode scale(ObjectNode object) {
        ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        JsonNode metadata = object.path("metadata");
        ObjectNode copied = scale.putObject("metadata");
        for (String key : new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            copied.set(key, metadata.get(key));
        }
        scale.putObject("spec").put("replicas", Json.integer(object, "/spec/replicas", 0));
        String selector = object.at("/spec/selector/matchLabels").properties().stream()
                .map(label -> label.getKey() + "=" + label.getValue().asText())
                .collect(Collectors.joining(","));
        scale.putObject("status")
                .put("replicas", Json.integer(object, "/status/replicas", 0))
                .put("selector", selector);
        return scale;
    }
}
