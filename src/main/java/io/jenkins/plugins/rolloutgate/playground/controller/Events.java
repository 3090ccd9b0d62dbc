package io.jenkins.plugins.rolloutgate.playground.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ApiException;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store.Part;

/** Writes v1 Events; a repeated one counts up instead of being added. */
public record Events(Store store) {
    public void normal(ResourceType type, JsonNode object, String component, String reason, String message) {
        write("Normal", type, object, component, reason, message);
    }

    public void warning(ResourceType type, JsonNode object, String component, String reason, String message) {
        write("Warning", type, object, component, reason, message);
    }

    private void write(
            String level, ResourceType type, JsonNode object, String component, String reason, String message) {
        int hash = (Meta.uid(object) + reason + message).hashCode();
        String name = "%s.%08x".formatted(Meta.name(object), hash);
        var present = store.find(ResourceType.EVENTS, Meta.namespace(object), name);
        if (present.isPresent()) {
            store.change(
                    ResourceType.EVENTS,
                    present.get(),
                    Part.SPEC,
                    event -> event.put("count", event.path("count").asInt() + 1).put("lastTimestamp", store.now()));
            return;
        }
        ObjectNode event = Json.object();
        event.putObject("metadata").put("name", name).put("namespace", Meta.namespace(object));
        event.putObject("involvedObject")
                .put("kind", type.kind())
                .put("apiVersion", type.apiVersion())
                .put("namespace", Meta.namespace(object))
                .put("name", Meta.name(object))
                .put("uid", Meta.uid(object))
                .put("resourceVersion", Json.text(object, "/metadata/resourceVersion"));
        event.putObject("source").put("component", component);
        event.put("type", level).put("reason", reason).put("message", message);
        event.put("count", 1).put("firstTimestamp", store.now()).put("lastTimestamp", store.now());
        event.put("reportingComponent", component).put("reportingInstance", "");
        try {
            store.create(ResourceType.EVENTS, event, false);
        } catch (ApiException e) {
            // Its namespace is gone, and with it whoever would read the event.
            return;
        }
    }
}
