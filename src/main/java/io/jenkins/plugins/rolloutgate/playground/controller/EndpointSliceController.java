package io.jenkins.plugins.rolloutgate.playground.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Change;
import io.jenkins.plugins.rolloutgate.playground.apiserver.DeleteOptions;
import io.jenkins.plugins.rolloutgate.playground.apiserver.EndpointSlices;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.apiserver.LabelSelector;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Writes the EndpointSlices of every Service that has a selector, at most 100 endpoints in each. */
public final class EndpointSliceController {
    private final Store store;
    private final ControllerLoop loop;
    private final ControllerLoop.Reconciler reconciler = this::reconcile;

    public EndpointSliceController(Store store, ControllerLoop loop) {
        this.store = store;
        this.loop = loop;
        store.addListener(this::changed);
    }

    private void changed(Change change) {
        ObjectNode object = change.object();
        String namespace = Meta.namespace(object);
        if (change.type() == ResourceType.SERVICES) {
            loop.enqueue(reconciler, namespace, Meta.name(object));
        } else if (change.type() == ResourceType.PODS) {
            store.list(ResourceType.SERVICES, namespace, service -> selects(service, change))
                    .items()
                    .forEach(service -> loop.enqueue(reconciler, namespace, Meta.name(service)));
        }
    }

    private static boolean selects(JsonNode service, Change change) {
        Predicate<JsonNode> selector = LabelSelector.ofMap(service.at("/spec/selector"));
        return selector.test(change.object()) || (change.previous() != null && selector.test(change.previous()));
    }

    private void reconcile(String namespace, String name) {
        List<ObjectNode> slices = store.list(
                        ResourceType.ENDPOINTSLICES,
                        namespace,
                        slice -> EndpointSlices.serviceOf(slice).equals(name))
                .items();
        store.find(ResourceType.SERVICES, namespace, name)
                .ifPresentOrElse(service -> write(service, slices), () -> slices.forEach(this::delete));
    }

    private void write(ObjectNode service, List<ObjectNode> slices) {
        if (service.at("/spec/selector").isEmpty()) {
            return;
        }
        List<ObjectNode> endpoints = endpoints(service);
        ArrayNode ports = ports(service);
        int needed = Math.max(1, (endpoints.size() + EndpointSlices.LARGEST - 1) / EndpointSlices.LARGEST);
        for (int i = 0; i < needed; i++) {
            int from = i * EndpointSlices.LARGEST;
            List<ObjectNode> part = endpoints.subList(from, Math.min(endpoints.size(), from + EndpointSlices.LARGEST));
            if (i < slices.size()) {
                store.change(ResourceType.ENDPOINTSLICES, slices.get(i), Part.SPEC, copy -> fill(copy, part, ports));
            } else {
                create(service, part, ports);
            }
        }
        slices.stream().skip(needed).forEach(this::delete);
    }

    private List<ObjectNode> endpoints(JsonNode service) {
        boolean unready = service.at("/spec/publishNotReadyAddresses").asBoolean();
        return selected(service).stream()
                .filter(pod -> !Json.text(pod, "/status/podIP").isEmpty())
                .map(pod -> endpoint(pod, unready))
                .toList();
    }

    private List<ObjectNode> selected(JsonNode service) {
        Predicate<JsonNode> selector = LabelSelector.ofMap(service.at("/spec/selector"));
        return store.list(ResourceType.PODS, Meta.namespace(service), selector).items();
    }

    private static ObjectNode endpoint(JsonNode pod, boolean publishNotReady) {
        boolean serving = Workloads.isReady(pod);
        boolean terminating = Meta.isTerminating(pod);
        ObjectNode endpoint = Json.object();
        endpoint.putArray("addresses").add(Json.text(pod, "/status/podIP"));
        endpoint.putObject("conditions")
                .put("ready", publishNotReady || (serving && !terminating))
                .put("serving", serving)
                .put("terminating", terminating);
        endpoint.put("nodeName", Json.text(pod, "/spec/nodeName"));
        endpoint.putObject("targetRef")
                .put("kind", "Pod")
                .put("namespace", Meta.namespace(pod))
                .put("name", Meta.name(pod))
                .put("uid", Meta.uid(pod));
        return endpoint;
    }

    private ArrayNode ports(JsonNode service) {
        ArrayNode ports = Json.object().putArray("ports");
        for (JsonNode port : service.at("/spec/ports")) {
            ports.addObject()
                    .put("name", port.path("name").asText(""))
                    .put("protocol", port.path("protocol").asText())
                    .put("port", targetPort(service, port));
        }
        return ports;
    }

    /** A name is looked up in the containers of the selected pods. */
    private int targetPort(JsonNode service, JsonNode port) {
        JsonNode target = port.path("targetPort");
        if (target.isInt()) {
            return target.asInt();
        }
        return selected(service).stream()
                .flatMap(pod -> pod.at("/spec/containers").valueStream())
                .flatMap(container -> container.path("ports").valueStream())
                .filter(open -> open.path("name").asText().equals(target.asText()))
                .mapToInt(open -> open.path("containerPort").asInt())
                .findFirst()
                .orElse(port.path("port").asInt());
    }

    private void create(ObjectNode service, List<ObjectNode> endpoints, ArrayNode ports) {
        ObjectNode slice = Json.object().put("addressType", "IPv4");
        ObjectNode metadata = slice.putObject("metadata")
                .put("generateName", Meta.name(service) + "-")
                .put("namespace", Meta.namespace(service));
        metadata.putObject("labels")
                .put(EndpointSlices.SERVICE_LABEL, Meta.name(service))
                .put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
        Meta.setController(slice, ResourceType.SERVICES, service);
        fill(slice, endpoints, ports);
        store.create(ResourceType.ENDPOINTSLICES, slice, false);
    }

    private static void fill(ObjectNode slice, List<ObjectNode> endpoints, ArrayNode ports) {
        slice.putArray("endpoints").addAll(new ArrayList<>(endpoints));
        slice.set("ports", ports);
    }

    private void delete(ObjectNode slice) {
        store.delete(ResourceType.ENDPOINTSLICES, Meta.namespace(slice), Meta.name(slice), DeleteOptions.NOW);
    }
}
