package io.jenkins.plugins.rolloutgate.simulator.canary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.Random;

/** The objects of a canary in a simulated world, and how they share the traffic. */
final class CanaryWorld {
    static final String STABLE = "web-stable";
    static final String CANARY = "web-canary";
    static final String TO_STABLE = "to-stable";
    static final String TO_CANARY = "to-canary";
    static final String ROUTE = "web";

    private CanaryWorld() {}

    /** Stable has all the pods and all the traffic. */
    static SimulatedWorld of(Random random, int replicas, boolean routed, boolean autoscaled) {
        SimulatedWorld world = new SimulatedWorld(random);
        world.put("Deployment", STABLE, SimulatedWorld.deployment("stable", replicas));
        world.put("Deployment", CANARY, SimulatedWorld.deployment("canary", 0));
        if (routed) {
            world.put("Service", TO_STABLE, SimulatedWorld.service(",\"version\":\"stable\""));
            world.put("Service", TO_CANARY, SimulatedWorld.service(",\"version\":\"canary\""));
            world.put("HTTPRoute", ROUTE, Json.parse("""
                    {"spec":{"rules":[{"backendRefs":[{"name":"to-stable","weight":1},
                     {"name":"to-canary","weight":0}]}]}}""").deepCopy());
        } else {
            world.put("Service", SimulatedWorld.ACTIVE, SimulatedWorld.service(""));
        }
        if (autoscaled) {
            world.put("HorizontalPodAutoscaler", STABLE, SimulatedWorld.autoscaler(STABLE));
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
        return world.isSelected(SimulatedWorld.ACTIVE, deployment)
                ? world.object("Deployment", deployment).at("/spec/replicas").asInt()
                : 0;
    }

    /** Whether any traffic is meant to go to a Deployment. */
    static boolean hasTraffic(SimulatedWorld world, String deployment) {
        if (!isRouted(world)) {
            return world.isSelected(SimulatedWorld.ACTIVE, deployment);
        }
        double canary = weight(world.object("HTTPRoute", ROUTE));
        return deployment.equals(CANARY) ? canary > 0 : canary < 1;
    }
}
