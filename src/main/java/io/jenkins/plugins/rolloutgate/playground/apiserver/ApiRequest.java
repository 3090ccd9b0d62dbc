package io.jenkins.plugins.rolloutgate.playground.apiserver;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A parsed request for a resource.
 *
 * @param verb as RBAC names it: get, list, watch, create, update, patch, delete, deletecollection
 * @param namespace empty for all namespaces or a cluster-scoped resource
 * @param name empty for a collection
 * @param subresource empty for the object itself
 * @param tail what follows the subresource, with its leading slash, still encoded
 */
public record ApiRequest(
        String verb,
        String method,
        ResourceType type,
        String namespace,
        String name,
        String subresource,
        String tail,
        String rawQuery,
        Map<String, String> parameters,
        String contentType,
        String body) {

    static ApiRequest parse(String method, URI uri, String contentType, String body) {
        List<String> parts = List.of(uri.getRawPath().substring(1).split("/", -1));
        boolean core = parts.get(0).equals("api");
        int at = core ? 2 : 3;
        if (parts.size() <= at || !(core || parts.get(0).equals("apis"))) {
            throw ApiException.noSuchPath();
        }
        String group = core ? "" : parts.get(1);
        String version = parts.get(at - 1);

        String namespace = "";
        if (parts.get(at).equals("namespaces")
                && parts.size() > at + 2
                && !parts.get(at + 2).equals("status")) {
            namespace = parts.get(at + 1);
            at += 2;
        }
        ResourceType type = ResourceType.find(group, version, parts.get(at)).orElseThrow(ApiException::noSuchPath);
        String name = part(parts, at + 1);
        String subresource = part(parts, at + 2);
        if (!subresource.isEmpty() && !type.subresources().contains(subresource)) {
            throw ApiException.noSuchPath();
        }
        if (namespace.isEmpty() && type.isNamespaced() && !(name.isEmpty() && method.equals("GET"))) {
            throw ApiException.noSuchPath();
        }
        String tail = parts.size() > at + 3 ? "/" + String.join("/", parts.subList(at + 3, parts.size())) : "";
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        Map<String, String> parameters = parameters(query);
        String verb = verb(method, name, parameters);
        return new ApiRequest(
                verb, method, type, namespace, name, subresource, tail, query, parameters, contentType, body);
    }

    private static String part(List<String> parts, int index) {
        return parts.size() > index ? URLDecoder.decode(parts.get(index), StandardCharsets.UTF_8) : "";
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.putIfAbsent(key, URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static String verb(String method, String name, Map<String, String> parameters) {
        boolean watch = List.of("true", "1").contains(parameters.getOrDefault("watch", ""));
        return switch (method) {
            case "GET", "HEAD" -> watch ? "watch" : name.isEmpty() ? "list" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
            default -> throw ApiException.methodNotAllowed();
        };
    }

    /** As RBAC names it: {@code pods/log}. */
    public String resource() {
        return subresource.isEmpty() ? type.plural() : type.plural() + "/" + subresource;
    }

    String query(String key) {
        return parameters.getOrDefault(key, "");
    }

    int integer(String key, int fallback) {
        String value = query(key);
        try {
            return value.isEmpty() ? fallback : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("invalid value for " + key + ": " + value);
        }
    }

    boolean flag(String key) {
        return List.of("true", "1").contains(query(key));
    }

    boolean isDryRun() {
        return query("dryRun").equals("All");
    }
}
