package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.rolloutgate.cluster.Labels;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads pods. */
final class Pods {
    private Pods() {}

    static Pod of(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        JsonNode conditions = object.path("status").path("conditions");
        JsonNode scheduled = named(conditions, "type", "PodScheduled");
        return new Pod(
                metadata.path("name").asText(),
                metadata.path("uid").asText(),
                Labels.of(metadata.path("labels")),
                named(conditions, "type", "Ready").path("status").asText().equals("True"),
                metadata.has("deletionTimestamp"),
                scheduled.path("status").asText().equals("False")
                        ? Optional.of(Failures.line(scheduled.path("message").asText("it waits for a node")))
                        : Optional.empty(),
                containers(object));
    }

    private static List<Pod.Container> containers(JsonNode object) {
        List<Pod.Container> containers = new ArrayList<>();
        JsonNode statuses = object.path("status").path("containerStatuses");
        for (JsonNode container : object.path("spec").path("containers")) {
            containers.add(container(container, status(statuses, container)));
        }
        // An init container is of interest only while it keeps the others from starting.
        JsonNode initStatuses = object.path("status").path("initContainerStatuses");
        for (JsonNode container : object.path("spec").path("initContainers")) {
            JsonNode status = status(initStatuses, container);
            boolean failing = status.path("restartCount").asInt() > 0
                    && !status.path("ready").asBoolean();
            if (failing || status.path("state").has("waiting")) {
                containers.add(container(container, status));
            }
        }
        return containers;
    }

    private static JsonNode status(JsonNode statuses, JsonNode container) {
        return named(statuses, "name", container.path("name").asText());
    }

    /** The image is the one that was asked for: runtimes report it under other names. */
    private static Pod.Container container(JsonNode spec, JsonNode status) {
        JsonNode state = status.path("state");
        JsonNode stopped = state.has("waiting") ? state.path("waiting") : state.path("terminated");
        JsonNode exit = status.path("lastState").has("terminated")
                ? status.path("lastState").path("terminated")
                : state.path("terminated");
        return new Pod.Container(
                spec.path("name").asText(),
                spec.path("image").asText(),
                status.path("ready").asBoolean(),
                status.path("restartCount").asInt(),
                stopped.path("reason").asText(),
                Failures.line(stopped.path("message").asText()),
                exit.has("exitCode") ? Optional.of(exit.path("exitCode").asInt()) : Optional.empty());
    }

    private static JsonNode named(JsonNode list, String field, String name) {
        for (JsonNode element : list) {
            if (element.path(field).asText().equals(name)) {
                return element;
            }
        }
        return MissingNode.getInstance();
    }
}
