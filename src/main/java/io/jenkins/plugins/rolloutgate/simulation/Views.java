package io.jenkins.plugins.rolloutgate.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Autoscaler;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Endpoint;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.Labels;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.Route;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the simulated objects into what the port shows of them. */
final class Views {
    private Views() {}

    static Metadata metadata(SimulatedWorld world, Kind kind, JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return new Metadata(
                new ObjectRef(kind, world.namespace, metadata.path("name").asText()),
                metadata.path("uid").asText(),
                metadata.path("resourceVersion").asText(),
                Labels.of(metadata.path("annotations")));
    }

    static Map<String, Deployment> deployments(SimulatedWorld world) {
        Map<String, Deployment> found = new HashMap<>();
        for (String name : world.names("Deployment")) {
            found.put(name, deployment(world, name, world.object("Deployment", name)));
        }
        return found;
    }

    private static Deployment deployment(SimulatedWorld world, String name, ObjectNode object) {
        JsonNode spec = object.path("spec");
        String image = spec.at("/template/spec/containers/0/image").asText();
        List<SimulatedPod> updated = world.alive(name, image);
        int all = (int) world.pods.stream()
                .filter(pod -> pod.deployment.equals(name) && !pod.terminating)
                .count();
        int ready = (int) updated.stream().filter(pod -> pod.ready).count();
        long generation = object.at("/metadata/generation").asLong();
        return new Deployment(
                metadata(world, Kind.DEPLOYMENT, object),
                Labels.of(spec.at("/selector/matchLabels")),
                spec.path("template"),
                spec.path("replicas").asInt(),
                new Deployment.Status(generation, generation, all, updated.size(), ready, ready),
                false,
                Optional.empty(),
                object);
    }

    static Map<String, Service> services(SimulatedWorld world) {
        Map<String, Service> found = new HashMap<>();
        for (String name : world.names("Service")) {
            ObjectNode object = world.object("Service", name);
            found.put(
                    name,
                    new Service(
                            metadata(world, Kind.SERVICE, object),
                            Labels.of(object.at("/spec/selector")),
                            false,
                            false,
                            false,
                            object));
        }
        return found;
    }

    static Map<String, List<Endpoint>> endpoints(SimulatedWorld world) {
        Map<String, List<Endpoint>> found = new HashMap<>();
        world.endpoints.forEach((service, pods) -> found.put(
                service,
                pods.stream()
                        .map(pod -> new Endpoint("uid-" + pod.name, pod.name, true, false))
                        .toList()));
        return found;
    }

    /** Whatever kind of route it is, its weights are written as in an HTTPRoute. */
    static Optional<Route> route(SimulatedWorld world) {
        return route(world, Kind.HTTP_ROUTE).or(() -> route(world, Kind.VIRTUAL_SERVICE));
    }

    private static Optional<Route> route(SimulatedWorld world, Kind kind) {
        return world.names(kind.title()).stream().findFirst().map(name -> {
            ObjectNode object = world.object(kind.title(), name);
            List<Route.Backend> backends = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                String pointer = "/spec/rules/0/backendRefs/" + i;
                String service = object.at(pointer + "/name").asText();
                int weight = object.at(pointer + "/weight").asInt();
                backends.add(new Route.Backend(pointer, "/name", service, service, weight, true, "rule 1"));
            }
            boolean accepted =
                    world.hasAccepted(object.at("/metadata/generation").asLong());
            return new Route(
                    metadata(world, kind, object),
                    backends,
                    accepted,
                    accepted ? "" : "the gateway has not seen this generation",
                    object);
        });
    }

    static List<Autoscaler> autoscalers(SimulatedWorld world) {
        List<Autoscaler> found = new ArrayList<>();
        for (String name : world.names("HorizontalPodAutoscaler")) {
            ObjectNode object = world.object("HorizontalPodAutoscaler", name);
            String target = object.at("/spec/scaleTargetRef/name").asText();
            ObjectNode deployment = world.object("Deployment", target);
            found.add(new Autoscaler(
                    metadata(world, Kind.AUTOSCALER, object),
                    target,
                    object.at("/spec/minReplicas").asInt(),
                    object.at("/spec/maxReplicas").asInt(),
                    deployment == null ? 0 : deployment.at("/spec/replicas").asInt(),
                    object));
        }
        return found;
    }
}
