package io.jenkins.plugins.rolloutgate.playground;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;

/** Makes the objects of an application whose pods differ by the label {@code version}. */
record AppObjects(String namespace, String name) {
    private static final int CONTAINER_PORT = 8080;
    static final int SERVICE_PORT = 80;

    /** A Deployment {@code NAME-VERSION} that is ready as soon as its pods answer on {@code /health}. */
    ObjectNode deployment(String version, String image, int replicas) {
        ObjectNode deployment = object("apps/v1", "Deployment", name + "-" + version);
        ObjectNode spec = deployment.putObject("spec").put("replicas", replicas);
        spec.putObject("selector").set("matchLabels", labels(version));
        ObjectNode template = spec.putObject("template");
        template.putObject("metadata").set("labels", labels(version));
        ObjectNode pod = template.putObject("spec").put("terminationGracePeriodSeconds", 30);
        ObjectNode container = pod.putArray("containers").addObject();
        container.put("name", name).put("image", image);
        container.putArray("ports").addObject().put("name", "http").put("containerPort", CONTAINER_PORT);
        container
                .putObject("readinessProbe")
                .put("periodSeconds", 1)
                .putObject("httpGet")
                .put("path", "/health")
                .put("port", CONTAINER_PORT);
        container.putObject("lifecycle").putObject("preStop").putObject("sleep").put("seconds", 5);
        return deployment;
    }

    /** A Service {@code NAME-ROLE} in front of the pods with these labels. */
    ObjectNode service(String role, ObjectNode selector) {
        ObjectNode service = object("v1", "Service", name + "-" + role);
        ObjectNode spec = service.putObject("spec");
        spec.set("selector", selector);
        spec.putArray("ports")
                .addObject()
                .put("name", "http")
                .put("port", SERVICE_PORT)
                .put("targetPort", CONTAINER_PORT);
        return service;
    }

    ObjectNode object(String apiVersion, String kind, String objectName) {
        ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        ObjectNode metadata = object.putObject("metadata").put("name", objectName);
        metadata.put("namespace", namespace).putObject("labels").put("app", name);
        return object;
    }

    /** The labels of all its pods. */
    ObjectNode labels() {
        return Json.object().put("app", name);
    }

    ObjectNode labels(String version) {
        return labels().put("version", version);
    }
}
