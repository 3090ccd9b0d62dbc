package io.jenkins.plugins.rolloutgate.playground;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import java.util.List;

/**
 * An application with two colours by the naming convention: blue is live with all replicas, green stands by with none.
 *
 * @param image of both colours
 */
public record BlueGreenApp(String namespace, String name, String image, int replicas) {
    private static final int CONTAINER_PORT = 8080;

    List<ObjectNode> deployments() {
        return List.of(deployment("blue", replicas), deployment("green", 0));
    }

    List<ObjectNode> services() {
        return List.of(service("active", "blue"), service("preview", "green"));
    }

    private ObjectNode deployment(String colour, int size) {
        ObjectNode deployment = object(name + "-" + colour);
        ObjectNode spec = deployment.putObject("spec").put("replicas", size);
        spec.putObject("selector").set("matchLabels", labels(colour));
        ObjectNode template = spec.putObject("template");
        template.putObject("metadata").set("labels", labels(colour));
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

    private ObjectNode service(String role, String colour) {
        ObjectNode service = object(name + "-" + role);
        ObjectNode spec = service.putObject("spec");
        spec.set("selector", labels(colour));
        spec.putArray("ports").addObject().put("name", "http").put("port", 80).put("targetPort", CONTAINER_PORT);
        return service;
    }

    private ObjectNode object(String objectName) {
        ObjectNode object = Json.object();
        ObjectNode metadata = object.putObject("metadata").put("name", objectName);
        metadata.put("namespace", namespace).putObject("labels").put("app", name);
        return object;
    }

    private ObjectNode labels(String colour) {
        return Json.object().put("app", name).put("version", colour);
    }
}
