package io.jenkins.plugins.rolloutgate.preflight.infrastructure;

import io.jenkins.plugins.rolloutgate.preflight.Amount;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.strategy.SpecChecks;

/**
 * What somebody expects of the infrastructure of an application; 0 and empty where anything will do.
 *
 * @param service that has the traffic
 * @param limits of every container, CPU and memory as {@code 500m/512Mi}
 * @param min replicas, of the side with the traffic and of its autoscaler
 * @param max replicas of the autoscaler
 * @param cpu per cent that the autoscaler follows
 * @param memory per cent that the autoscaler follows
 * @param requests per second that the autoscaler follows
 */
public record Expected(
        String application, String service, String limits, int min, int max, int cpu, int memory, int requests) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public Expected {
        SpecChecks.name("application", application);
        service = service.isEmpty() ? application + "-active" : service;
        SpecChecks.name("service", service);
        SpecChecks.require(
                limits.isEmpty() || (amount(limits, 0) > 0 && amount(limits, 1) > 0),
                "limits '" + limits + "' are not CPU and memory, such as 500m/512Mi");
        SpecChecks.require(
                min >= 0 && max >= 0 && cpu >= 0 && memory >= 0 && requests >= 0, "nothing expected may be below 0");
        SpecChecks.require(max == 0 || max >= min, "max must be at least min: " + max + " is less than " + min);
    }

    /** CPU in cores at 0, memory in bytes at 1; 0 where nothing is expected. */
    double limit(int which) {
        return limits.isEmpty() ? 0 : amount(limits, which);
    }

    private static double amount(String limits, int which) {
        String[] parts = limits.split("/", -1);
        return parts.length == 2
                ? Amount.of(Json.object().put("amount", parts[which].strip()).path("amount"))
                : 0;
    }
}
