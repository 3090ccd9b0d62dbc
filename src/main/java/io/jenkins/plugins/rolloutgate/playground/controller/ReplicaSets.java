package io.jenkins.plugins.rolloutgate.playground.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ApiException;
import io.jenkins.plugins.rolloutgate.playground.apiserver.DeleteOptions;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The ReplicaSets of one Deployment: the newest, which has the template of now, and the old ones by age. */
record ReplicaSets(Store store, ObjectNode deployment, Optional<ObjectNode> newest, List<ObjectNode> old) {
    static final String HASH_LABEL = "pod-template-hash";
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
    private static final String MAX = "deployment.kubernetes.io/max-replicas";

    static ReplicaSets of(Store store, ObjectNode deployment) {
        JsonNode template = deployment.at("/spec/template");
        List<ObjectNode> old = new ArrayList<>(Workloads.controlledBy(store, ResourceType.REPLICASETS, deployment));
        old.sort(Comparator.comparingInt(ReplicaSets::revision));
        Optional<ObjectNode> newest = old.stream()
                .filter(set -> withoutHash(set.at("/spec/template")).equals(template))
                .findFirst();
        newest.ifPresent(old::remove);
        return new ReplicaSets(store, deployment, newest, old);
    }

    List<ObjectNode> all() {
        List<ObjectNode> all = new ArrayList<>(old);
        newest.ifPresent(all::add);
        return all;
    }

    /** Makes sure that there is a set for the template of now and that it has the highest revision. */
    boolean ensureNewest() {
        int revision = old.stream().mapToInt(ReplicaSets::revision).max().orElse(0) + 1;
        if (newest.isEmpty()) {
            create(revision);
        } else if (revision(newest.get()) < revision) {
            store.change(
                    ResourceType.REPLICASETS, newest.get(), Part.SPEC, set -> setAnnotation(set, REVISION, revision));
        }
        int newestRevision =
                Math.max(revision, newest.map(ReplicaSets::revision).orElse(0));
        newest.ifPresent(this::copyMinReadySeconds);
        store.change(
                ResourceType.DEPLOYMENTS,
                deployment,
                Part.STATUS,
                object -> setAnnotation(object, REVISION, newestRevision));
        return newest.isPresent();
    }

    private void copyMinReadySeconds(ObjectNode set) {
        int seconds = Json.integer(deployment, "/spec/minReadySeconds", 0);
        store.change(
                ResourceType.REPLICASETS,
                set,
                Part.SPEC,
                copy -> Workloads.putCount(Json.child(copy, "spec"), "minReadySeconds", seconds));
    }

    private void create(int revision) {
        ObjectNode template = deployment.at("/spec/template").deepCopy();
        String hash = TemplateHash.of(template);
        ObjectNode set = Json.object();
        ObjectNode metadata = set.putObject("metadata")
                .put("name", Meta.name(deployment) + "-" + hash)
                .put("namespace", Meta.namespace(deployment));
        Json.child(Json.child(template, "metadata"), "labels").put(HASH_LABEL, hash);
        metadata.set("labels", template.at("/metadata/labels").deepCopy());
        ObjectNode spec = set.putObject("spec").put("replicas", 0);
        int seconds = Json.integer(deployment, "/spec/minReadySeconds", 0);
        Workloads.putCount(spec, "minReadySeconds", seconds);
        ObjectNode selector = deployment.at("/spec/selector").deepCopy();
        Json.child(selector, "matchLabels").put(HASH_LABEL, hash);
        spec.set("selector", selector);
        spec.set("template", template);
        setAnnotation(set, REVISION, revision);
        annotateSize(set);
        Meta.setController(set, ResourceType.DEPLOYMENTS, deployment);
        try {
            store.create(ResourceType.REPLICASETS, set, false);
        } catch (ApiException e) {
            // The namespace went away, or an orphan has the name: both end with the next change.
            return;
        }
        store.change(
                ResourceType.DEPLOYMENTS,
                deployment,
                Part.STATUS,
                copy -> DeploymentStatus.noteCreated(copy, Meta.name(set), store.now()));
    }

    /** Changes the size of a set and notes for which size of the Deployment. */
    void scale(ObjectNode set, int replicas) {
        store.change(ResourceType.REPLICASETS, set, Part.SPEC, copy -> {
            Json.child(copy, "spec").put("replicas", replicas);
            annotateSize(copy);
        });
        if (Workloads.replicas(set) != replicas) {
            String direction = Workloads.replicas(set) < replicas ? "up" : "down";
            new Events(store)
                    .normal(
                            ResourceType.DEPLOYMENTS,
                            deployment,
                            "deployment-controller",
                            "ScalingReplicaSet",
                            "Scaled %s replica set %s from %d to %d"
                                    .formatted(direction, Meta.name(set), Workloads.replicas(set), replicas));
        }
    }

    void remove(ObjectNode set) {
        store.delete(ResourceType.REPLICASETS, Meta.namespace(set), Meta.name(set), DeleteOptions.DEFAULT);
    }

    /** Whether the Deployment was scaled since the set was sized. */
    boolean isResized(ObjectNode set) {
        return !Meta.annotation(set, DESIRED).equals(Integer.toString(Workloads.replicas(deployment)));
    }

    private void annotateSize(ObjectNode set) {
        setAnnotation(set, DESIRED, Workloads.replicas(deployment));
        setAnnotation(set, MAX, Workloads.replicas(deployment) + Rollout.maxSurge(deployment));
    }

    private static void setAnnotation(ObjectNode object, String key, int value) {
        Json.child(Json.child(object, "metadata"), "annotations").put(key, Integer.toString(value));
    }

    private static int revision(JsonNode set) {
        String revision = Meta.annotation(set, REVISION);
        return revision.isEmpty() ? 0 : Integer.parseInt(revision);
    }

    private static JsonNode withoutHash(JsonNode template) {
        ObjectNode copy = template.deepCopy();
        Json.child(Json.child(copy, "metadata"), "labels").remove(HASH_LABEL);
        return copy;
    }
}
