package io.jenkins.plugins.rolloutgate.playground.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ApiException;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Change;
import io.jenkins.plugins.rolloutgate.playground.apiserver.DeleteOptions;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store.Part;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Keeps as many pods as each ReplicaSet asks for, and counts them in its status. */
public final class ReplicaSetController {
    private static final Comparator<JsonNode> WORST_FIRST = Comparator.comparing(
                    (JsonNode pod) -> pod.path("spec").hasNonNull("nodeName"))
            .thenComparing(pod -> Json.text(pod, "/status/phase").equals("Running"))
            .thenComparing(Workloads::isReady)
            .thenComparing(pod -> Json.text(pod, "/metadata/creationTimestamp"), Comparator.reverseOrder());

    private final Store store;
    private final ControllerLoop loop;
    private final ControllerLoop.Reconciler reconciler = this::reconcile;

    public ReplicaSetController(Store store, ControllerLoop loop) {
        this.store = store;
        this.loop = loop;
        store.addListener(this::changed);
    }

    private void changed(Change change) {
        ObjectNode object = change.object();
        if (change.type() == ResourceType.REPLICASETS) {
            loop.enqueue(reconciler, Meta.namespace(object), Meta.name(object));
        } else if (change.type() == ResourceType.PODS) {
            object.path("metadata")
                    .path("ownerReferences")
                    .forEach(owner -> loop.enqueue(
                            reconciler,
                            Meta.namespace(object),
                            owner.path("name").asText()));
        }
    }

    private void reconcile(String namespace, String name) {
        store.find(ResourceType.REPLICASETS, namespace, name).ifPresent(set -> {
            List<ObjectNode> pods = pods(set);
            int missing = Workloads.replicas(set) - pods.size();
            for (int i = 0; i < missing; i++) {
                create(set);
            }
            pods.stream().sorted(WORST_FIRST).limit(Math.max(0, -missing)).forEach(this::delete);
            status(set, pods(set));
        });
    }

    private List<ObjectNode> pods(JsonNode set) {
        return Workloads.controlledBy(store, ResourceType.PODS, set).stream()
                .filter(pod -> !Meta.isTerminating(pod)
                        && !List.of("Succeeded", "Failed").contains(Json.text(pod, "/status/phase")))
                .toList();
    }

    private void create(JsonNode set) {
        ObjectNode pod = set.at("/spec/template").deepCopy();
        Json.child(pod, "metadata").put("generateName", Meta.name(set) + "-").put("namespace", Meta.namespace(set));
        Meta.setController(pod, ResourceType.REPLICASETS, set);
        try {
            ObjectNode created = store.create(ResourceType.PODS, pod, false);
            new Events(store)
                    .normal(
                            ResourceType.REPLICASETS,
                            set,
                            "replicaset-controller",
                            "SuccessfulCreate",
                            "Created pod: " + Meta.name(created));
        } catch (ApiException e) {
            new Events(store)
                    .warning(
                            ResourceType.REPLICASETS,
                            set,
                            "replicaset-controller",
                            "FailedCreate",
                            "Error creating: " + e.getMessage());
        }
    }

    private void delete(JsonNode pod) {
        store.delete(ResourceType.PODS, Meta.namespace(pod), Meta.name(pod), DeleteOptions.DEFAULT);
    }

    private void status(ObjectNode set, List<ObjectNode> pods) {
        int minReadySeconds = Json.integer(set, "/spec/minReadySeconds", 0);
        List<Duration> waits = pods.stream()
                .filter(Workloads::isReady)
                .map(pod -> Workloads.untilAvailable(
                        pod, minReadySeconds, store.clock().instant()))
                .toList();
        List<Duration> pending =
                waits.stream().filter(wait -> wait.compareTo(Duration.ZERO) > 0).toList();
        store.change(ResourceType.REPLICASETS, set, Part.STATUS, copy -> {
            ObjectNode status = Json.child(copy, "status");
            status.put("replicas", pods.size());
            status.put("observedGeneration", Json.integer(set, "/metadata/generation", 0));
            Workloads.putCount(status, "fullyLabeledReplicas", pods.size());
            Workloads.putCount(status, "readyReplicas", waits.size());
            Workloads.putCount(status, "availableReplicas", waits.size() - pending.size());
        });
        pending.stream()
                .min(Comparator.naturalOrder())
                .ifPresent(
                        wait -> loop.after(wait, () -> loop.enqueue(reconciler, Meta.namespace(set), Meta.name(set))));
    }
}
