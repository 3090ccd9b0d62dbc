package io.jenkins.plugins.rolloutgate.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.strategy.CanarySpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The objects of a canary in a simulated world, how they share the traffic, and when the new version crashes. */
final class SimulatedCanary {
    private static final String WEIGHT = "/spec/rules/0/backendRefs/%d/weight";

    private final CanarySpec spec;
    private final Behaviour behaviour;
    private final SimulatedWorld world;
    private int largestShare;
    private long sharedAt = -1;
    private double canaryShare;

    SimulatedCanary(CanarySpec spec, Behaviour behaviour, Random random) {
        this.spec = spec;
        this.behaviour = behaviour;
        this.world = new SimulatedWorld(spec.namespace(), random);
        world.readyAfter = behaviour.ready();
        world.readyWithin = behaviour.ready();
        String container = spec.container().isEmpty() ? spec.application() : spec.container();
        Map<String, String> stable = Map.of("app", spec.application(), "track", "stable");
        Map<String, String> canary = Map.of("app", spec.application(), "track", "canary");
        world.put(
                "Deployment", spec.stable(), SimulatedWorld.deployment(stable, container, old(), behaviour.replicas()));
        world.put("Deployment", spec.canary(), SimulatedWorld.deployment(canary, container, old(), 0));
        Optional<ObjectRef> route = spec.targets().route();
        if (route.isPresent()) {
            world.put("Service", spec.stableService(), SimulatedWorld.service(stable));
            world.put("Service", spec.canaryService(), SimulatedWorld.service(canary));
            world.put(route.get().kind().title(), route.get().name(), route(spec));
        } else {
            world.put("Service", spec.service(), SimulatedWorld.service(Map.of("app", spec.application())));
        }
        world.begun();
    }

    /** The image that stable runs at the start, which no plan names. */
    private String old() {
        return spec.application() + ":old";
    }

    private static ObjectNode route(CanarySpec spec) {
        ObjectNode route = Json.object();
        ArrayNode backends =
                route.putObject("spec").putArray("rules").addObject().putArray("backendRefs");
        backends.addObject().put("name", spec.stableService()).put("weight", 100);
        backends.addObject().put("name", spec.canaryService()).put("weight", 0);
        return route;
    }

    SimulatedWorld world() {
        return world;
    }

    /** Takes in how the traffic is shared now, and lets the new version crash when it is described so. */
    void live(Duration elapsed) {
        if (sharedAt != world.changes()) {
            sharedAt = world.changes();
            canaryShare = spec.targets().route().isPresent() ? byWeight() : byEndpoints();
        }
        largestShare = Math.max(largestShare, (int) Math.round(100 * canaryShare));
        if (behaviour.canary().at(largestShare, elapsed).crash()) {
            world.crashing = image -> !image.equals(old());
            List.copyOf(world.pods).stream()
                    .filter(pod -> !pod.crashing && world.crashing.test(pod.image))
                    .forEach(world::crash);
        }
    }

    /** What of the traffic goes to each Deployment now, from 0 to 1. */
    Map<String, Double> shares() {
        return Map.of(spec.stable(), 1 - canaryShare, spec.canary(), canaryShare);
    }

    private double byWeight() {
        ObjectRef ref = spec.targets().route().orElseThrow();
        ObjectNode route = world.object(ref.kind().title(), ref.name());
        double canary = route.at(WEIGHT.formatted(1)).asDouble();
        return canary / (canary + route.at(WEIGHT.formatted(0)).asDouble());
    }

    private double byEndpoints() {
        double canary = world.behind(spec.service(), spec.canary());
        double all = canary + world.behind(spec.service(), spec.stable());
        return all == 0 ? 0 : canary / all;
    }

    /** How the pods of each Deployment behave now. */
    Map<String, Version.Traits> traits(Duration elapsed) {
        Version.Traits now = behaviour.canary().at(largestShare, elapsed);
        Version.Traits old = behaviour.stable().at(largestShare, elapsed);
        boolean promoted = !world.object("Deployment", spec.stable())
                .at("/spec/template/spec/containers/0/image")
                .asText()
                .equals(old());
        return Map.of(spec.stable(), promoted ? now : old, spec.canary(), now);
    }
}
