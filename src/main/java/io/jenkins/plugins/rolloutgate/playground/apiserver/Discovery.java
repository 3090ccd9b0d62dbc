package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What clients read to learn which resources there are, and the health endpoints. */
final class Discovery {
    private static final List<String> OBJECT_VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> SUBRESOURCE_VERBS = List.of("get", "patch", "update");

    /** What {@code kubectl get all} shows. */
    private static final Set<ResourceType> SHOWN_BY_ALL = EnumSet.of(
            ResourceType.PODS,
            ResourceType.SERVICES,
            ResourceType.DEPLOYMENTS,
            ResourceType.REPLICASETS,
            ResourceType.HORIZONTALPODAUTOSCALERS);

    private Discovery() {}

    static Optional<Response> answer(String path) {
        String trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return switch (trimmed) {
            case "/healthz", "/readyz", "/livez" -> Optional.of(Response.text(200, "ok"));
            case "/version" -> json(version());
            case "/api" -> json(coreVersions());
            case "/apis" -> json(groups());
            default -> trimmed.startsWith("/openapi/v3") ? OpenApi.answer(trimmed) : group(trimmed);
        };
    }

    private static Optional<Response> json(ObjectNode node) {
        return Optional.of(Response.json(200, node));
    }

    private static ObjectNode version() {
        return Json.object()
                .put("major", "1")
                .put("minor", "34")
                .put("gitVersion", "v1.34.0+playground")
                .put("platform", "playground");
    }

    private static ObjectNode coreVersions() {
        ObjectNode versions = Json.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    private static ObjectNode groups() {
        ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        Stream.of(ResourceType.values())
                .filter(type -> !type.group().isEmpty())
                .map(type -> group(type.group(), type.apiVersion()))
                .distinct()
                .forEach(groups::add);
        return list;
    }

    private static ObjectNode group(String name, String apiVersion) {
        ObjectNode group = Json.object().put("name", name);
        ObjectNode version =
                Json.object().put("groupVersion", apiVersion).put("version", apiVersion.substring(name.length() + 1));
        group.putArray("versions").add(version);
        group.set("preferredVersion", version);
        return group;
    }

    private static Optional<Response> group(String path) {
        String apiVersion = path.replaceFirst("^/apis?/", "");
        List<ResourceType> types = Stream.of(ResourceType.values())
                .filter(type -> path.equals(base(type)))
                .toList();
        if (!types.isEmpty()) {
            return json(resources(apiVersion, types));
        }
        return Stream.of(ResourceType.values())
                .filter(type -> path.equals("/apis/" + type.group()))
                .findFirst()
                .flatMap(type -> json(group(type.group(), type.apiVersion())
                        .put("kind", "APIGroup")
                        .put("apiVersion", "v1")));
    }

    static String base(ResourceType type) {
        return (type.group().isEmpty() ? "/api/" : "/apis/") + type.apiVersion();
    }

    private static ObjectNode resources(String apiVersion, List<ResourceType> types) {
        ObjectNode list = Json.object()
                .put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", apiVersion);
        ArrayNode resources = list.putArray("resources");
        for (ResourceType type : types) {
            ObjectNode resource = resource(type, type.plural(), verbs(type));
            if (!type.shortName().isEmpty()) {
                resource.putArray("shortNames").add(type.shortName());
            }
            if (SHOWN_BY_ALL.contains(type)) {
                resource.putArray("categories").add("all");
            }
            resources.add(resource);
            type.subresources()
                    .forEach(sub -> resources.add(resource(type, type.plural() + "/" + sub, SUBRESOURCE_VERBS)));
        }
        return list;
    }

    private static List<String> verbs(ResourceType type) {
        return switch (type) {
            case SELFSUBJECTACCESSREVIEWS -> List.of("create");
            case PODMETRICS -> List.of("get", "list");
            default -> OBJECT_VERBS;
        };
    }

    private static ObjectNode resource(ResourceType type, String name, List<String> verbs) {
        boolean scale = name.endsWith("/scale");
        ObjectNode resource = Json.object()
                .put("name", name)
                .put("singularName", type.kind().toLowerCase(Locale.ROOT))
                .put("namespaced", type.isNamespaced())
                .put("kind", scale ? "Scale" : type.kind());
        if (scale) {
            resource.put("group", "autoscaling").put("version", "v1");
        }
        ArrayNode all = resource.putArray("verbs");
        verbs.forEach(all::add);
        return resource;
    }
}
