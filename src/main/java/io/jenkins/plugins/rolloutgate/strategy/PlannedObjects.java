package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Autoscaler;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Labels;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.Route;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies changes to observed objects as the API server would, for a plan. */
final class PlannedObjects {
    private PlannedObjects() {}

    /** The values that a change touches, before and after. */
    static List<Plan.Line> lines(Change change, Observation seen) {
        JsonNode before = manifest(change, seen);
        List<Plan.Line> lines = new ArrayList<>();
        for (PatchOp op : change.patch()) {
            if (!op.op().equals("test")) {
                String path = op.path().substring(1).replaceAll("/(\\d+)(?=/|$)", "[$1]");
                lines.add(new Plan.Line(
                        path.replace('/', '.').replace("~1", "/").replace("~0", "~"),
                        text(before.at(op.path())),
                        Optional.ofNullable(op.value()).flatMap(PlannedObjects::text)));
            }
        }
        return lines;
    }

    private static Optional<String> text(JsonNode value) {
        return value.isMissingNode() ? Optional.empty() : Optional.of(value.isTextual() ? value.asText() : "" + value);
    }

    private static JsonNode manifest(Change change, Observation seen) {
        String name = change.target().name();
        return switch (change.target().ref().kind()) {
            case DEPLOYMENT -> seen.deployment(name).orElseThrow().manifest();
            case SERVICE -> seen.service(name).orElseThrow().manifest();
            case HTTP_ROUTE, VIRTUAL_SERVICE -> seen.route().orElseThrow().manifest();
            default ->
                seen.autoscalers().stream()
                        .filter(autoscaler -> autoscaler.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .manifest();
        };
    }

    static Observation apply(Change change, Observation seen) {
        JsonNode manifest = manifest(change, seen).deepCopy();
        change.patch().forEach(op -> apply(op, manifest));
        Metadata old = change.target();
        Metadata metadata = new Metadata(
                old.ref(), old.uid(), old.resourceVersion(), Labels.of(manifest.at("/metadata/annotations")));
        Map<String, Deployment> deployments = new HashMap<>(seen.deployments());
        Map<String, Service> services = new HashMap<>(seen.services());
        List<Autoscaler> autoscalers = new ArrayList<>(seen.autoscalers());
        deployments.computeIfPresent(
                name(change, Deployment.class), (name, found) -> deployment(found, metadata, manifest));
        services.computeIfPresent(name(change, Service.class), (name, found) -> service(found, metadata, manifest));
        autoscalers.replaceAll(found ->
                found.name().equals(name(change, Autoscaler.class)) ? autoscaler(found, metadata, manifest) : found);
        return new Observation(
                deployments,
                services,
                seen.endpoints(),
                seen.pods(),
                autoscalers,
                seen.budgets(),
                seen.route()
                        .map(found ->
                                found.metadata().ref().equals(old.ref()) ? route(found, metadata, manifest) : found));
    }

    /** The name of the changed object if it is of this type; two types may share a name. */
    private static String name(Change change, Class<?> type) {
        Class<?> changed =
                switch (change.target().ref().kind()) {
                    case DEPLOYMENT -> Deployment.class;
                    case SERVICE -> Service.class;
                    case HTTP_ROUTE, VIRTUAL_SERVICE -> Route.class;
                    default -> Autoscaler.class;
                };
        return changed == type ? change.target().name() : "";
    }

    private static void apply(PatchOp op, JsonNode object) {
        JsonPointer path = JsonPointer.compile(op.path());
        String field = path.last().getMatchingProperty();
        if (op.op().equals("remove")) {
            ((ObjectNode) object.at(path.head())).remove(field);
        } else if (!op.op().equals("test")) {
            JsonNode parent = object.at(path.head());
            ObjectNode map = parent instanceof ObjectNode found ? found : ((ObjectNode) object).withObject(path.head());
            map.set(field, op.value());
        }
    }

    private static Deployment deployment(Deployment found, Metadata metadata, JsonNode manifest) {
        return new Deployment(
                metadata,
                found.selector(),
                manifest.at("/spec/template"),
                manifest.at("/spec/replicas").asInt(1),
                behind(found.status()),
                found.paused(),
                found.failure(),
                manifest);
    }

    /** The controller has not seen the change yet. */
    private static Deployment.Status behind(Deployment.Status status) {
        return new Deployment.Status(
                status.generation() + 1,
                status.observedGeneration(),
                status.replicas(),
                status.updated(),
                status.ready(),
                status.available());
    }

    private static Service service(Service found, Metadata metadata, JsonNode manifest) {
        return new Service(
                metadata,
                Labels.of(manifest.at("/spec/selector")),
                found.headless(),
                found.publishNotReadyAddresses(),
                found.sessionAffinity(),
                manifest);
    }

    private static Route route(Route found, Metadata metadata, JsonNode manifest) {
        List<Route.Backend> backends = found.backends().stream()
                .map(backend -> new Route.Backend(
                        backend.pointer(),
                        backend.namePointer(),
                        backend.host(),
                        backend.service(),
                        manifest.at(backend.pointer() + "/weight").asInt(backend.weight()),
                        true,
                        backend.rule()))
                .toList();
        return new Route(metadata, backends, true, "", manifest);
    }

    private static Autoscaler autoscaler(Autoscaler found, Metadata metadata, JsonNode manifest) {
        return new Autoscaler(
                metadata,
                manifest.at("/spec/scaleTargetRef/name").asText(),
                manifest.at("/spec/minReplicas").asInt(1),
                found.maxReplicas(),
                found.desired(),
                manifest);
    }
}
