package io.jenkins.plugins.rolloutgate.playground.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store.Part;
import io.jenkins.plugins.rolloutgate.playground.controller.Conditions;
import java.util.function.Consumer;

/** Writes the status of one pod as a kubelet does. */
final class PodStatus {
    static final String ADDRESS = "127.0.0.1";

    private final Store store;
    private final JsonNode pod;

    PodStatus(Store store, JsonNode pod) {
        this.store = store;
        this.pod = pod;
    }

    void unschedulable(String message) {
        write(copy -> condition(copy, "PodScheduled", "False", "Unschedulable", message));
    }

    void creating() {
        waiting("ContainerCreating", "");
    }

    /** Every container waits, for the reason given. */
    void waiting(String reason, String message) {
        write(copy -> {
            started(copy);
            condition(copy, "PodScheduled", "True", "", "");
            condition(copy, "Initialized", "True", "", "");
            unready(copy);
            containers(copy, container -> {
                ObjectNode waiting = state(container).putObject("waiting").put("reason", reason);
                if (!message.isEmpty()) {
                    waiting.put("message", message);
                }
                container.put("ready", false).put("started", false);
            });
        });
    }

    void running() {
        write(copy -> {
            started(copy);
            Json.child(copy, "status").put("phase", "Running").put("podIP", ADDRESS);
            Json.child(copy, "status").putArray("podIPs").addObject().put("ip", ADDRESS);
            unready(copy);
            containers(copy, container -> {
                state(container).putObject("running").put("startedAt", store.now());
                container.put("ready", false).put("started", true);
            });
        });
    }

    void ready() {
        write(copy -> {
            condition(copy, "ContainersReady", "True", "", "");
            condition(copy, "Ready", "True", "", "");
            containers(copy, container -> container.put("ready", true));
        });
    }

    /** The containers ended with exit code 1 and wait to be restarted. */
    void crashed(int restarts, String message) {
        write(copy -> {
            Json.child(copy, "status").put("phase", "Running").put("podIP", ADDRESS);
            unready(copy);
            containers(copy, container -> {
                ObjectNode terminated = Json.object().put("exitCode", 1).put("reason", "Error");
                terminated.put("startedAt", store.now()).put("finishedAt", store.now());
                container.putObject("lastState").set("terminated", terminated);
                state(container)
                        .putObject("waiting")
                        .put("reason", "CrashLoopBackOff")
                        .put("message", message);
                container.put("ready", false).put("started", false).put("restartCount", restarts);
            });
        });
    }

    private void write(Consumer<ObjectNode> change) {
        store.change(ResourceType.PODS, pod, Part.STATUS, change);
    }

    private void started(ObjectNode copy) {
        ObjectNode status = Json.child(copy, "status");
        if (!status.has("startTime")) {
            status.put("hostIP", ADDRESS).put("startTime", store.now());
        }
    }

    private void unready(ObjectNode copy) {
        StringBuilder names = new StringBuilder();
        copy.at("/spec/containers")
                .forEach(container -> names.append(names.isEmpty() ? "" : " ")
                        .append(container.path("name").asText()));
        String message = "containers with unready status: [" + names + "]";
        condition(copy, "Ready", "False", "ContainersNotReady", message);
        condition(copy, "ContainersReady", "False", "ContainersNotReady", message);
    }

    private void condition(ObjectNode copy, String type, String status, String reason, String message) {
        Conditions.set(copy, type, status, reason, message, store.now());
    }

    private static void containers(ObjectNode copy, Consumer<ObjectNode> change) {
        ArrayNode statuses = Json.child(copy, "status").withArray("containerStatuses");
        if (statuses.isEmpty()) {
            copy.at("/spec/containers").forEach(container -> {
                String image = container.path("image").asText();
                ObjectNode status = statuses.addObject();
                status.put("name", container.path("name").asText()).put("image", image);
                status.put("imageID", "").put("restartCount", 0);
                status.putObject("lastState");
                status.put("containerID", "playground://" + Meta.uid(copy) + "/" + statuses.size());
            });
        }
        statuses.forEach(status -> change.accept((ObjectNode) status));
    }

    private static ObjectNode state(ObjectNode container) {
        return container.putObject("state");
    }
}
