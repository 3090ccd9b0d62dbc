package io.jenkins.plugins.rolloutgate.playground.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Change;
import io.jenkins.plugins.rolloutgate.playground.apiserver.DeleteOptions;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store;
import java.time.Duration;
import java.util.function.Predicate;

/** Deletes what belonged to a deleted object or namespace. */
public final class GarbageCollector {
    private final Store store;

    public GarbageCollector(Store store, ControllerLoop loop) {
        this.store = store;
        store.addListener(change -> {
            if (change.kind() == Change.Kind.DELETED && change.type() != ResourceType.EVENTS) {
                loop.after(Duration.ZERO, () -> collect(change));
            }
        });
    }

    private void collect(Change change) {
        if (change.type() == ResourceType.NAMESPACES) {
            delete(Meta.name(change.object()), object -> true, DeleteOptions.NOW);
        } else {
            String owner = Meta.uid(change.object());
            delete(
                    Meta.namespace(change.object()),
                    object -> Meta.controllerUid(object).equals(owner),
                    DeleteOptions.DEFAULT);
        }
    }

    private void delete(String namespace, Predicate<ObjectNode> which, DeleteOptions options) {
        for (ResourceType type : ResourceType.values()) {
            if (!namespace.isEmpty()) {
                store.list(type, namespace, which)
                        .items()
                        .forEach(object -> store.delete(type, namespace, Meta.name(object), options));
            }
        }
    }
}
