package io.jenkins.plugins.rolloutgate.playground.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Change;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store.Part;
import java.time.Duration;
import java.util.Optional;

/** Rolls Deployments out through ReplicaSets, by the rules of kube-controller-manager's deployment controller. */
public final class DeploymentController {
    private final Store store;
    private final ControllerLoop loop;
    private final ControllerLoop.Reconciler reconciler = this::reconcile;

    public DeploymentController(Store store, ControllerLoop loop) {
        this.store = store;
        this.loop = loop;
        store.addListener(this::changed);
    }

    private void changed(Change change) {
        ObjectNode object = change.object();
        if (change.type() == ResourceType.DEPLOYMENTS) {
            loop.enqueue(reconciler, Meta.namespace(object), Meta.name(object));
        } else if (change.type() == ResourceType.REPLICASETS) {
            object.path("metadata")
                    .path("ownerReferences")
                    .forEach(owner -> loop.enqueue(
                            reconciler,
                            Meta.namespace(object),
                            owner.path("name").asText()));
        }
    }

    private void reconcile(String namespace, String name) {
        Optional<ObjectNode> deployment = store.find(ResourceType.DEPLOYMENTS, namespace, name);
        if (deployment.isEmpty()) {
            return;
        }
        boolean paused = deployment.get().at("/spec/paused").asBoolean();
        if (!paused && !ReplicaSets.of(store, deployment.get()).ensureNewest()) {
            return;
        }
        ReplicaSets sets = ReplicaSets.of(store, deployment.get());
        boolean changed = new Rollout(sets, deployment.get()).step(paused);
        if (!changed) {
            status(deployment.get(), sets, paused);
        }
    }

    private void status(ObjectNode deployment, ReplicaSets sets, boolean paused) {
        DeploymentStatus status = new DeploymentStatus(deployment, sets, store.clock());
        store.change(ResourceType.DEPLOYMENTS, deployment, Part.STATUS, copy -> status.write(copy, paused));
        JsonNode now = store.find(ResourceType.DEPLOYMENTS, Meta.namespace(deployment), Meta.name(deployment))
                .orElse(deployment);
        Optional<Duration> deadline = DeploymentStatus.untilDeadline(now, store.clock());
        deadline.filter(left -> !left.isNegative() && !paused)
                .ifPresent(left -> loop.after(
                        left.plusMillis(1),
                        () -> loop.enqueue(reconciler, Meta.namespace(deployment), Meta.name(deployment))));
    }
}
