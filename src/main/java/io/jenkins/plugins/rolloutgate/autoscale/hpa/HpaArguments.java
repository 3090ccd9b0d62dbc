package io.jenkins.plugins.rolloutgate.autoscale.hpa;

import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.strategy.SpecChecks;
import java.util.ArrayList;
import java.util.List;

/**
 * What people say of an autoscaler, the same from a Pipeline and from a shell; what is left out becomes its default here.
 *
 * @param cpu per cent of the request; 0 if CPU is not followed
 * @param memory per cent of the request; 0 if memory is not followed
 * @param requests per second and pod; 0 if they are not followed
 * @param requestsMetric name of that metric
 * @param requestsOf the object that it describes; empty for a metric of the pods
 */
public record HpaArguments(
        int min,
        int max,
        int cpu,
        int memory,
        int requests,
        String requestsMetric,
        String requestsOf,
        String scaleUpWithin,
        String scaleDownWithin,
        boolean adopt) {
    public static final int MIN = 3;
    public static final int MAX = 10;
    public static final int CPU = 70;
    public static final int MEMORY = 75;
    public static final int REQUESTS = 1000;
    public static final String REQUESTS_METRIC = "http_requests_per_second";
    public static final String SCALE_UP_WITHIN = "30s";
    public static final String SCALE_DOWN_WITHIN = "5m";

    /**
     * With all defaults filled in; CPU where nothing is named to follow.
     *
     * @throws IllegalArgumentException naming the argument that is wrong
     */
    public HpaSpec spec(String namespace, String deployment) {
        List<HpaMetric> metrics = new ArrayList<>();
        SpecChecks.require(
                requests > 0 || requestsOf.isEmpty(), "requestsOf says of what; say how many with requestsPerSecond");
        if (cpu != 0 || (memory == 0 && requests == 0)) {
            metrics.add(HpaMetric.resource(HpaMetric.CPU, cpu == 0 ? CPU : cpu));
        }
        if (memory != 0) {
            metrics.add(HpaMetric.resource(HpaMetric.MEMORY, memory));
        }
        if (requests != 0) {
            metrics.add(new HpaMetric(requestsMetric, requests, requestsOf));
        }
        return new HpaSpec(namespace, deployment, min, max, metrics, behavior(), adopt);
    }

    private Behavior behavior() {
        return new Behavior(Durations.parse(scaleUpWithin), Durations.parse(scaleDownWithin));
    }
}
