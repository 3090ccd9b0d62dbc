package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** As much OpenAPI v3 as {@code kubectl apply} asks for: which PATCH takes which query parameters. No schemas. */
final class OpenApi {
    private static final String ROOT = "/openapi/v3";

    private OpenApi() {}

    static Optional<Response> answer(String path) {
        if (path.equals(ROOT)) {
            return Optional.of(Response.json(200, index()));
        }
        List<ResourceType> types = Stream.of(ResourceType.values())
                .filter(type -> path.equals(ROOT + Discovery.base(type)))
                .toList();
        return types.isEmpty() ? Optional.empty() : Optional.of(Response.json(200, document(types)));
    }

    private static ObjectNode index() {
        ObjectNode index = Json.object();
        ObjectNode paths = index.putObject("paths");
        for (ResourceType type : ResourceType.values()) {
            String base = Discovery.base(type);
            paths.putObject(base.substring(1)).put("serverRelativeURL", ROOT + base);
        }
        return index;
    }

    private static ObjectNode document(List<ResourceType> types) {
        ObjectNode document = Json.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "playground").put("version", "v1.34.0");
        ObjectNode paths = document.putObject("paths");
        for (ResourceType type : types) {
            String scope = type.isNamespaced() ? "/namespaces/{namespace}/" : "/";
            ObjectNode patch = paths.putObject(Discovery.base(type) + scope + type.plural() + "/{name}")
                    .putObject("patch");
            patch.putObject("x-kubernetes-group-version-kind")
                    .put("group", type.group())
                    .put("version", type.version())
                    .put("kind", type.kind());
            ArrayNode parameters = patch.putArray("parameters");
            for (String name : List.of("dryRun", "fieldManager", "fieldValidation", "force")) {
                parameters.addObject().put("name", name).put("in", "query");
            }
            patch.putObject("responses");
        }
        return document;
    }
}
