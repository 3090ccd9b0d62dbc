package io.jenkins.plugins.rolloutgate.playground.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store;
import io.jenkins.plugins.rolloutgate.playground.controller.Events;

/** A pod as it was created, its names, and the events about it. */
record PodView(Store store, JsonNode pod) {
    String name() {
        return Meta.name(pod);
    }

    String namespace() {
        return Meta.namespace(pod);
    }

    String image() {
        return Json.text(pod, "/spec/containers/0/image");
    }

    String version() {
        return Json.text(pod, "/metadata/labels/version");
    }

    String container() {
        return Json.text(pod, "/spec/containers/0/name");
    }

    /** As the kubelet names a pod in its messages. */
    String fullName() {
        return name() + "_" + namespace() + "(" + Meta.uid(pod) + ")";
    }

    void normal(String component, String reason, String message) {
        new Events(store).normal(ResourceType.PODS, pod, component, reason, message);
    }

    void warning(String component, String reason, String message) {
        new Events(store).warning(ResourceType.PODS, pod, component, reason, message);
    }
}
