package io.jenkins.plugins.rolloutgate.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.Map;
import java.util.Random;

/** The objects of a canary in a simulated world, and how they share the traffic. */
final class CanaryWorld {
    static final String NAMESPACE = "shop";
    static final String ACTIVE = "web-active";
    static final String GOOD = "web:2";
    static final String BAD = "web:bad";
    static final String CRASH = "web:crash";
    static final String STABLE = "web-stable";
    static final String CANARY = "web-canary";
    static final String TO_STABLE = "to-stable";
    static final String TO_CANARY = "to-canary";
    static final String ROUTE = "web";

    private CanaryWorld() {}

    /** Stable has all the pods and all the traffic. */
    static SimulatedWorld of(Random random, int replicas, boolean routed, boolean autoscaled) {
        SimulatedWorld world = new SimulatedWorld(NAMESPACE, random);
        world.crashing = CRASH::equals;
        world.hanging = BAD::equals;
        Map<String, String> stable = Map.of("app", "web", "version", "stable");
        Map<String, String> canary = Map.of("app", "web", "version", "canary");
        world.put("Deployment", STABLE, SimulatedWorld.deployment(stable, "web", "web:1", replicas));
        world.put("Deployment", CANARY, SimulatedWorld.deployment(canary, "web", "web:1", 0));
        if (routed) {
            world.put("Service", TO_STABLE, SimulatedWorld.service(stable));
            world.put("Service", TO_CANARY, SimulatedWorld.service(canary));
            world.put("HTTPRoute", ROUTE, Json.parse("""
                    {"spec":{"rules":[{"backendRefs":[{"name":"to-stable","weight":1},
                     {"name":"to-canary","weight":0}]}]}}""").deepCopy());
        } else {
            world.put("Service", ACTIVE, SimulatedWorld.service(Map.of("app", "web")));
        }
        if (autoscaled) {
            world.put("HorizontalPodAutoscaler", STABLE, Json.parse("""
                    {"spec":{"minReplicas":2,"maxReplicas":9,
                     "scaleTargetRef":{"kind":"Deployment","name":"web-stable"}}}""").deepCopy());
        }
        return world.begun();
    }

    static boolean isRouted(SimulatedWorld world) {
        return world.object("HTTPRoute", ROUTE) != null;
    }

    /** The canary's weight in an HTTPRoute, from 0 to 1. */
    static double weight(ObjectNode route) {
        double canary = route.at("/spec/rules/0/backendRefs/1/weight").asDouble();
        return canary / (canary + route.at("/spec/rules/0/backendRefs/0/weight").asDouble());
    }

    /** The share that the canary is given, from 0 to 1, by weights or by the sizes of what the selector picks. */
    static double share(SimulatedWorld world) {
        if (isRouted(world)) {
            return weight(world.object("HTTPRoute", ROUTE));
        }
        double canary = size(world, CANARY);
        double all = canary + size(world, STABLE);
        return all == 0 ? 0 : canary / all;
    }

    private static int size(SimulatedWorld world, String deployment) {
        return world.isSelected(ACTIVE, deployment)
                ? world.object("Deployment", deployment).at("/spec/replicas").asInt()
                : 0;
    }

    /** Whether any traffic is meant to go to a Deployment. */
    static boolean hasTraffic(SimulatedWorld world, String deployment) {
        if (!isRouted(world)) {
            return world.isSelected(ACTIVE, deployment);
        }
        double canary = weight(world.object("HTTPRoute", ROUTE));
        return deployment.equals(CANARY) ? canary > 0 : canary < 1;
    }

    /** Pods that could really serve what the active Service selects now. */
    static int ableToServe(SimulatedWorld world) {
        return world.names("Deployment").stream()
                .filter(name -> world.isSelected(ACTIVE, name))
                .mapToInt(world::ready)
                .sum();
    }
}
