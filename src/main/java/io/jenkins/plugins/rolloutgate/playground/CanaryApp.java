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
        HTTP_ROUTE
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
        if (routing == Routing.HTTP_ROUTE) {
            all.add(httpRoute(objects));
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

    private void backend(ArrayNode backends, String role, int weight) {
        backends.addObject()
                .put("name", name + "-" + role)
                .put("port", AppObjects.SERVICE_PORT)
                .put("weight", weight);
    }
}
