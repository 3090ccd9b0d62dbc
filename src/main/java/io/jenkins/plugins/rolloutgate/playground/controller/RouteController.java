package io.jenkins.plugins.rolloutgate.playground.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Change;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store.Part;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Answers for every parent of an HTTPRoute, as the controller of a gateway does: conditions {@code Accepted} and
 * {@code ResolvedRefs} with the generation that they are about. Tests may have it refuse, lag or stand still, at any time
 * and by any thread.
 */
public final class RouteController {
    private static final String NAME = "rollout-gate.jenkins.io/playground";

    private final Store store;
    private final ControllerLoop loop;
    private volatile Duration delay;
    private volatile boolean refusing;
    private volatile boolean paused;

    /** Answers that long after a change. */
    public RouteController(Store store, ControllerLoop loop, Duration delay) {
        this.store = store;
        this.loop = loop;
        this.delay = delay;
        store.addListener(this::changed);
    }

    /** Answers later changes after this time. */
    public void lag(Duration newDelay) {
        delay = newDelay;
    }

    /** Refuses what it looks at from now on. */
    public void refuse() {
        refusing = true;
        answerAll();
    }

    /** Accepts what it looks at from now on. */
    public void accept() {
        refusing = false;
        answerAll();
    }

    /** Writes nothing until {@link #resume}, as if the controller were down. */
    public void pause() {
        paused = true;
    }

    public void resume() {
        paused = false;
        answerAll();
    }

    /** Whether the latest state of a route is accepted for every parent, so that traffic follows it. */
    public static boolean isAccepted(JsonNode route) {
        JsonNode parents = route.at("/status/parents");
        int generation = Json.integer(route, "/metadata/generation", 0);
        return !parents.isEmpty()
                && StreamSupport.stream(parents.spliterator(), false)
                        .flatMap(parent -> parent.path("conditions").valueStream())
                        .filter(condition -> condition.path("type").asText().equals("Accepted"))
                        .allMatch(condition -> condition.path("status").asText().equals("True")
                                && condition.path("observedGeneration").asInt() == generation);
    }

    private void changed(Change change) {
        String namespace = Meta.namespace(change.object());
        if (change.type() == ResourceType.HTTPROUTES) {
            String name = Meta.name(change.object());
            loop.after(delay, () -> answer(namespace, name));
        } else if (change.type() == ResourceType.SERVICES) {
            loop.after(delay, () -> answerAll(namespace));
        }
    }

    private void answerAll() {
        loop.after(Duration.ZERO, () -> answerAll(""));
    }

    private void answerAll(String namespace) {
        store.list(ResourceType.HTTPROUTES, namespace, route -> true)
                .items()
                .forEach(route -> answer(Meta.namespace(route), Meta.name(route)));
    }

    private void answer(String namespace, String name) {
        if (!paused) {
            store.find(ResourceType.HTTPROUTES, namespace, name)
                    .ifPresent(route -> store.change(ResourceType.HTTPROUTES, route, Part.STATUS, this::answer));
        }
    }

    private void answer(ObjectNode route) {
        JsonNode before = route.at("/status/parents").deepCopy();
        ArrayNode parents = Json.child(route, "status").putArray("parents");
        for (JsonNode reference : route.at("/spec/parentRefs")) {
            ObjectNode parent = parents.addObject().put("controllerName", NAME);
            parent.set("parentRef", reference.deepCopy());
            ArrayNode conditions = parent.putArray("conditions");
            before.valueStream()
                    .filter(known -> known.path("parentRef").equals(reference))
                    .forEach(known -> conditions.addAll((ArrayNode) known.path("conditions")));
            answer(route, conditions);
        }
    }

    private void answer(ObjectNode route, ArrayNode conditions) {
        if (refusing) {
            set(route, conditions, "Accepted", "False", "NotAllowedByListeners", "No listener admits this route");
        } else {
            set(route, conditions, "Accepted", "True", "Accepted", "Route is accepted");
        }
        List<String> missing = route.findValues("backendRefs").stream()
                .flatMap(JsonNode::valueStream)
                .map(backend -> backend.path("name").asText())
                .filter(service -> store.find(ResourceType.SERVICES, Meta.namespace(route), service)
                        .isEmpty())
                .toList();
        if (missing.isEmpty()) {
            set(route, conditions, "ResolvedRefs", "True", "ResolvedRefs", "Resolved all the Object references");
        } else {
            String message = "Service " + Meta.namespace(route) + "/" + missing.get(0) + " not found";
            set(route, conditions, "ResolvedRefs", "False", "BackendNotFound", message);
        }
    }

    private void set(
            ObjectNode route, ArrayNode conditions, String type, String status, String reason, String message) {
        Conditions.set(conditions, type, status, reason, message, store.now())
                .put("observedGeneration", Json.integer(route, "/metadata/generation", 0));
    }
}
