package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.Route;
import java.util.ArrayList;
import java.util.List;

/** Reads the objects of gateways and meshes that share traffic by weights. */
final class Routes {
    private Routes() {}

    /** Gateway API: {@code spec.rules[].backendRefs[]}, accepted by each parent for a generation. */
    static Route httpRoute(JsonNode object) {
        List<Route.Backend> backends = new ArrayList<>();
        JsonNode rules = object.at("/spec/rules");
        for (int rule = 0; rule < rules.size(); rule++) {
            JsonNode refs = rules.get(rule).path("backendRefs");
            for (int ref = 0; ref < refs.size(); ref++) {
                JsonNode backend = refs.get(ref);
                String name = backend.path("name").asText();
                backends.add(new Route.Backend(
                        "/spec/rules/" + rule + "/backendRefs/" + ref,
                        "/name",
                        name,
                        service(backend, name, object.at("/metadata/namespace").asText()),
                        backend.path("weight").asInt(1),
                        backend.has("weight"),
                        "rule " + rule));
            }
        }
        String problem = problem(object);
        return new Route(
                Metadatas.of(Kind.HTTP_ROUTE, object),
                backends,
                problem.isEmpty(),
                problem,
                Metadatas.manifest(Resource.HTTP_ROUTES, object));
    }

    /** A backend of another kind or namespace is another one, though its name may be the same. */
    private static String service(JsonNode backend, String name, String namespace) {
        String kind = backend.path("kind").asText("Service");
        String its = backend.path("namespace").asText(namespace);
        return (kind.equals("Service") ? "" : kind + " ") + (its.equals(namespace) ? "" : its + "/") + name;
    }

    private static String problem(JsonNode object) {
        long generation = object.at("/metadata/generation").asLong();
        JsonNode parents = object.at("/status/parents");
        if (parents.size() < object.at("/spec/parentRefs").size() || parents.isEmpty()) {
            return "not every parent has answered";
        }
        for (JsonNode parent : parents) {
            String name = parent.at("/parentRef/name").asText();
            for (String type : List.of("Accepted", "ResolvedRefs")) {
                JsonNode condition = condition(parent, type);
                if (condition.path("observedGeneration").asLong() < generation) {
                    return "gateway " + name + " has not seen the change";
                }
                if (!condition.path("status").asText().equals("True")) {
                    return "gateway " + name + " says " + type + " is "
                            + condition.path("status").asText() + ": "
                            + Failures.line(condition.path("message").asText());
                }
            }
        }
        return "";
    }

    private static JsonNode condition(JsonNode parent, String type) {
        for (JsonNode condition : parent.path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return parent.path("no condition");
    }

    /** {@code NAME}, {@code NAME.NAMESPACE} and {@code NAME.NAMESPACE.svc...} are one Service; whatever else is another. */
    private static String service(String host, String namespace) {
        String[] parts = host.split("\\.", 3);
        boolean near =
                parts.length == 1 || (parts[1].equals(namespace) && (parts.length == 2 || parts[2].startsWith("svc")));
        return near ? parts[0] : host;
    }

    /** Istio: {@code spec.http[].route[]}; proxies get it without saying so. */
    static Route virtualService(JsonNode object) {
        List<Route.Backend> backends = new ArrayList<>();
        JsonNode rules = object.at("/spec/http");
        for (int rule = 0; rule < rules.size(); rule++) {
            JsonNode routes = rules.get(rule).path("route");
            for (int route = 0; route < routes.size(); route++) {
                JsonNode backend = routes.get(route);
                String host = backend.at("/destination/host").asText();
                backends.add(new Route.Backend(
                        "/spec/http/" + rule + "/route/" + route,
                        "/destination/host",
                        host,
                        service(host, object.at("/metadata/namespace").asText()),
                        backend.path("weight").asInt(routes.size() == 1 ? 100 : 0),
                        backend.has("weight"),
                        "rule " + rule));
            }
        }
        return new Route(
                Metadatas.of(Kind.VIRTUAL_SERVICE, object),
                backends,
                true,
                "",
                Metadatas.manifest(Resource.VIRTUAL_SERVICES, object));
    }
}
