package io.jenkins.plugins.rolloutgate.playground;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * An application with a canary by the naming convention: Deployments {@code NAME-stable} with all replicas and
 * {@code NAME-canary} with none, a Service for each, and the Service {@code NAME-active} in front of both.
 *
 * @param image of both Deployments
 * @param routing what decides the canary's share
 */
public record CanaryApp(String namespace, String name, String image, int replicas, Routing routing) {
    /** What decides which share of the requests the canary gets. */
    public enum Routing {
        /** Its share of the pods behind {@code NAME-active}. */
        REPLICAS,
        /** The weights of HTTPRoute {@code NAME}, which begins with 100 to 0. */
        HTTP_ROUTE,
        /** The weights of VirtualService {@code NAME}, which begins with 100 to 0. */
        VIRTUAL_SERVICE
    }

    /** Shares by replicas, three of them stable. */
    public CanaryApp(String namespace, String name, String image) {
        this(namespace, name, image, 3, Routing.REPLICAS);
    }

    public CanaryApp withRouting(Routing newRouting) {
        return new CanaryApp(namespace, name, image, replicas, newRouting);
    }

    /** All its objects, complete with API version and kind: they suit any API server that has the namespace. */
    public List<ObjectNode> objects() {
        AppObjects objects = new AppObjects(namespace, name);
        List<ObjectNode> all = new ArrayList<>(List.of(
                objects.deployment("stable", image, replicas),
                objects.deployment("canary", image, 0),
                objects.service("active", objects.labels()),
                objects.service("stable", objects.labels("stable")),
                objects.service("canary", objects.labels("canary"))));
        switch (routing) {
            case REPLICAS -> {}
            case HTTP_ROUTE -> all.add(httpRoute(objects));
            case VIRTUAL_SERVICE -> all.add(virtualService(objects));
        }
        return all;
    }

    private ObjectNode httpRoute(AppObjects objects) {
        ObjectNode route = objects.object("gateway.networking.k8s.io/v1", "HTTPRoute", name);
        ObjectNode spec = route.putObject("spec");
        spec.putArray("parentRefs").addObject().put("name", "gateway");
        ArrayNode backends = spec.putArray("rules").addObject().putArray("backendRefs");
        backend(backends, "stable", 100);
        backend(backends, "canary", 0);
        return route;
    }

    private ObjectNode virtualService(AppObjects objects) {
        ObjectNode service = objects.object("networking.istio.io/v1", "VirtualService", name);
        ObjectNode spec = service.putObject("spec");
        spec.putArray("hosts").add(name + "-active");
        ArrayNode destinations = spec.putArray("http").addObject().putArray("route");
        destination(destinations, "stable", 100);
        destination(destinations, "canary", 0);
        return service;
    }

    private void destination(ArrayNode destinations, String role, int weight) {
        ObjectNode destination = destinations.addObject().put("weight", weight).putObject("destination");
        destination.put("host", name + "-" + role).putObject("port").put("number", AppObjects.SERVICE_PORT);
    }

    private void backend(ArrayNode backends, String role, int weight) {
        backends.addObject()
                .put("name", name + "-" + role)
                .put("port", AppObjects.SERVICE_PORT)
                .put("weight", weight);
    }
}
