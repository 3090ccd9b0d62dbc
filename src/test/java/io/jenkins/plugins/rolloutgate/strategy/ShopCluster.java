package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Autoscaler;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.DisruptionBudget;
import io.jenkins.plugins.rolloutgate.cluster.Endpoint;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.Labels;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import io.jenkins.plugins.rolloutgate.cluster.Route;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Two colours of one application behind a Service, as a test wants them. Nothing moves by itself: pods and endpoints
 * stay as they are until {@link #settle} lets the controllers work.
 */
final class ShopCluster {
    static final String BLUE = "web-blue";
    static final String GREEN = "web-green";
    static final String ACTIVE = "web-active";
    static final String PREVIEW = "web-preview";

    static final String STABLE = "web-stable";
    static final String CANARY = "web-canary";
    static final String TO_STABLE = "to-stable";
    static final String TO_CANARY = "to-canary";
    /** The route's own name, web, is the one of nothing else here. */
    static final String ROUTE = "web";

    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private final Map<String, List<Pod>> pods = new TreeMap<>();
    private final Map<String, List<Endpoint>> endpoints = new TreeMap<>();
    private final Map<String, String> failures = new HashMap<>();
    private final Map<String, Integer> wanted = new HashMap<>();
    private final List<DisruptionBudget> budgets = new ArrayList<>();
    private String routeProblem = "";

    ShopCluster(int blue, String blueImage, int green, String greenImage) {
        deployment("blue", blue, blueImage);
        deployment("green", green, greenImage);
        service(ACTIVE, "blue");
        service(PREVIEW, "green");
        settle();
    }

    private ShopCluster() {}

    /**
     * Stable has all the pods, the canary none, and the active Service picks both; for a route each has a Service of its
     * own, and all the weight is on stable.
     */
    static ShopCluster canary(int stable, String image) {
        ShopCluster cluster = new ShopCluster();
        cluster.deployment("stable", stable, image);
        cluster.deployment("canary", 0, image);
        cluster.service(ACTIVE, "any");
        cluster.remove(ACTIVE, "/spec/selector/version");
        cluster.service(TO_STABLE, "stable");
        cluster.service(TO_CANARY, "canary");
        cluster.objects.put(ROUTE, (ObjectNode) Json.parse("""
                {"kind":"HTTPRoute","metadata":{"name":"web","uid":"uid-route","resourceVersion":"1","annotations":{}},
                 "spec":{"rules":[{"backendRefs":[{"name":"to-stable","port":80,"weight":1},
                 {"name":"to-canary","port":80,"weight":0}]}]}}"""));
        return cluster.settle();
    }

    private void deployment(String colour, int replicas, String image) {
        objects.put("web-" + colour, (ObjectNode) Json.parse("""
                {"kind":"Deployment","metadata":{"name":"web-%1$s","uid":"uid-%1$s","resourceVersion":"1","annotations":{}},
                 "spec":{"replicas":%2$d,"selector":{"matchLabels":{"app":"web","version":"%1$s"}},
                 "template":{"metadata":{"labels":{"app":"web","version":"%1$s"}},
                 "spec":{"terminationGracePeriodSeconds":60,"containers":[{"name":"web","image":"%3$s",
                 "ports":[{"name":"http","containerPort":8080}],
                 "lifecycle":{"preStop":{"sleep":{"seconds":5}}}}]}}}}""".formatted(colour, replicas, image)));
    }

    private void service(String name, String colour) {
        objects.put(name, (ObjectNode) Json.parse("""
                {"kind":"Service","metadata":{"name":"%1$s","uid":"uid-%1$s","resourceVersion":"1","annotations":{}},
                 "spec":{"clusterIP":"10.0.0.1","selector":{"app":"web","version":"%2$s"},
                 "ports":[{"name":"web","port":80,"targetPort":"http"}]}}""".formatted(name, colour)));
    }

    /** An autoscaler called {@code hpa-DEPLOYMENT} that wants {@code desired} pods now. */
    ShopCluster autoscaler(String deployment, int min, int max, int desired) {
        String name = "hpa-" + deployment;
        objects.put(name, (ObjectNode) Json.parse("""
                {"kind":"HorizontalPodAutoscaler",
                 "metadata":{"name":"%1$s","uid":"uid-%1$s","resourceVersion":"1","annotations":{}},
                 "spec":{"minReplicas":%2$d,"maxReplicas":%3$d,
                 "scaleTargetRef":{"kind":"Deployment","name":"%4$s"}}}""".formatted(name, min, max, deployment)));
        return wants(deployment, desired);
    }

    ShopCluster wants(String deployment, int desired) {
        wanted.put("hpa-" + deployment, desired);
        return this;
    }

    ShopCluster budget(String name, Map<String, String> selector) {
        budgets.add(new DisruptionBudget(name, selector));
        return this;
    }

    JsonNode at(String object, String pointer) {
        return objects.get(object).at(pointer);
    }

    /** Sets a field of an object, the objects above it included. */
    ShopCluster set(String object, String pointer, Object value) {
        set(objects.get(object), pointer, Json.tree(value));
        return this;
    }

    private static void set(ObjectNode object, String pointer, JsonNode value) {
        JsonPointer path = JsonPointer.compile(pointer);
        JsonNode parent = object.at(path.head());
        (parent instanceof ObjectNode found ? found : object.withObject(path.head()))
                .set(path.last().getMatchingProperty(), value);
    }

    ShopCluster remove(String object, String pointer) {
        remove(objects.get(object), pointer);
        return this;
    }

    private static void remove(ObjectNode object, String pointer) {
        JsonPointer path = JsonPointer.compile(pointer);
        ((ObjectNode) object.at(path.head())).remove(path.last().getMatchingProperty());
    }

    ShopCluster delete(String object) {
        objects.remove(object);
        return this;
    }

    ShopCluster recreate(String object) {
        return set(object, "/metadata/uid", "another");
    }

    ShopCluster annotate(String object, String annotation, String value) {
        ((ObjectNode) objects.get(object).at("/metadata/annotations")).put(annotation, value);
        return this;
    }

    ShopCluster fails(String deployment, String message) {
        failures.put(deployment, message);
        return this;
    }

    /** Exactly these pods, until the next {@link #settle}. */
    ShopCluster pods(String deployment, Pod... exactly) {
        pods.put(deployment, List.of(exactly));
        return this;
    }

    /** As many pods of the Deployment's image as its size, of which some are ready. */
    ShopCluster ready(String deployment, int ready) {
        int size = at(deployment, "/spec/replicas").asInt();
        return pods(
                deployment,
                IntStream.range(0, size)
                        .mapToObj(i -> pod(deployment, i, i < ready))
                        .toArray(Pod[]::new));
    }

    Pod pod(String deployment, int index, boolean ready) {
        String image = at(deployment, "/spec/template/spec/containers/0/image").asText();
        String name = deployment + "-" + image.replace(':', '-') + "-" + index;
        Pod.Container container = new Pod.Container("web", image, ready, 0, "", "", Optional.empty());
        return new Pod(
                name,
                "uid-" + name,
                Labels.of(at(deployment, "/spec/template/metadata/labels")),
                ready,
                false,
                Optional.empty(),
                List.of(container));
    }

    /** The endpoints of a Service become the ready pods of these Deployments, whatever its selector says. */
    ShopCluster endpoints(String service, String... deployments) {
        List<Endpoint> found = new ArrayList<>();
        for (String deployment : deployments) {
            pods.get(deployment).stream()
                    .filter(Pod::ready)
                    .forEach(pod -> found.add(new Endpoint(pod.uid(), pod.name(), true, false)));
        }
        endpoints.put(service, found);
        return this;
    }

    /** The controllers do their work: floors are kept, pods stand and are ready, endpoints follow selectors. */
    ShopCluster settle() {
        for (Autoscaler autoscaler : autoscalers()) {
            int size = at(autoscaler.deployment(), "/spec/replicas").asInt();
            if (size > 0) {
                set(autoscaler.deployment(), "/spec/replicas", Math.max(size, autoscaler.minReplicas()));
            }
        }
        for (String name : names("Deployment")) {
            ready(name, Integer.MAX_VALUE);
        }
        return follow();
    }

    /** Endpoints follow selectors and readiness; pods stay as they are. */
    ShopCluster follow() {
        for (String service : names("Service")) {
            Map<String, String> selector = Labels.of(at(service, "/spec/selector"));
            endpoints(
                    service,
                    names("Deployment").stream()
                            .filter(name ->
                                    Labels.matches(selector, Labels.of(at(name, "/spec/template/metadata/labels"))))
                            .toArray(String[]::new));
        }
        return this;
    }

    /** Applies a patch as the API server would; a test that does not hold is an error. */
    void apply(String object, List<PatchOp> patch) {
        ObjectNode target = objects.get(object);
        for (PatchOp op : patch) {
            switch (op.op()) {
                case "test" -> {
                    if (!target.at(op.path()).equals(op.value())) {
                        throw new AssertionError(object + op.path() + " is " + target.at(op.path()) + ", not " + op);
                    }
                }
                case "remove" -> remove(target, op.path());
                default -> set(target, op.path(), op.value());
            }
        }
    }

    private List<String> names(String kind) {
        return objects.entrySet().stream()
                .filter(object -> object.getValue().path("kind").asText().equals(kind))
                .map(Map.Entry::getKey)
                .toList();
    }

    Observation seen() {
        Map<String, Deployment> deployments = new HashMap<>();
        names("Deployment").forEach(name -> deployments.put(name, deployment(name)));
        Map<String, Service> services = new HashMap<>();
        names("Service").forEach(name -> services.put(name, service(name)));
        List<Pod> all = pods.values().stream().flatMap(List::stream).toList();
        return new Observation(deployments, services, endpoints, all, autoscalers(), budgets, route());
    }

    /** What a parent of the route says from now on; nothing when it accepts the route as it is. */
    ShopCluster parentSays(String problem) {
        routeProblem = problem;
        return this;
    }

    private Optional<Route> route() {
        return Optional.ofNullable(objects.get(ROUTE)).map(found -> {
            ObjectNode object = found.deepCopy();
            List<Route.Backend> backends = new ArrayList<>();
            for (int i = 0; i < object.at("/spec/rules/0/backendRefs").size(); i++) {
                String pointer = "/spec/rules/0/backendRefs/" + i;
                String name = object.at(pointer + "/name").asText();
                boolean weighted = object.at(pointer).has("weight");
                int weight = weighted ? object.at(pointer + "/weight").asInt() : 1;
                backends.add(new Route.Backend(pointer, "/name", name, name, weight, weighted, "rule 1"));
            }
            return new Route(metadata(Kind.HTTP_ROUTE, object), backends, routeProblem.isEmpty(), routeProblem, object);
        });
    }

    private Deployment deployment(String name) {
        ObjectNode object = objects.get(name).deepCopy();
        String image = object.at("/spec/template/spec/containers/0/image").asText();
        List<Pod> alive = pods.getOrDefault(name, List.of()).stream()
                .filter(pod -> !pod.terminating())
                .toList();
        List<Pod> updated = alive.stream().filter(pod -> pod.runs("", image)).toList();
        int ready = (int) alive.stream().filter(Pod::ready).count();
        return new Deployment(
                metadata(Kind.DEPLOYMENT, object),
                Labels.of(object.at("/spec/selector/matchLabels")),
                object.at("/spec/template"),
                object.at("/spec/replicas").asInt(),
                new Deployment.Status(1, 1, alive.size(), updated.size(), ready, ready),
                object.at("/spec/paused").asBoolean(),
                Optional.ofNullable(failures.get(name)),
                object);
    }

    private Service service(String name) {
        ObjectNode object = objects.get(name).deepCopy();
        return new Service(
                metadata(Kind.SERVICE, object),
                Labels.of(object.at("/spec/selector")),
                object.at("/spec/clusterIP").asText().equals("None"),
                object.at("/spec/publishNotReadyAddresses").asBoolean(),
                object.at("/spec/sessionAffinity").asText().equals("ClientIP"),
                object);
    }

    private List<Autoscaler> autoscalers() {
        return names("HorizontalPodAutoscaler").stream()
                .map(name -> {
                    ObjectNode object = objects.get(name).deepCopy();
                    return new Autoscaler(
                            metadata(Kind.AUTOSCALER, object),
                            object.at("/spec/scaleTargetRef/name").asText(),
                            object.at("/spec/minReplicas").asInt(),
                            object.at("/spec/maxReplicas").asInt(),
                            wanted.get(name),
                            object);
                })
                .toList();
    }

    private static Metadata metadata(Kind kind, JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return new Metadata(
                new ObjectRef(kind, "shop", metadata.path("name").asText()),
                metadata.path("uid").asText(),
                metadata.path("resourceVersion").asText(),
                Labels.of(metadata.path("annotations")));
    }
}
