package io.jenkins.plugins.rolloutgate.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a release needs beside what runs: the new version at the full size of the largest Deployment.
 *
 * @param pods number of them
 * @param amounts by the names that quotas use: {@code requests.cpu}, {@code limits.memory}, {@code pods}
 */
record Demand(int pods, Map<String, Double> amounts) {

    static Demand of(List<Workload> workloads) {
        Workload largest = workloads.stream()
                .reduce((one, other) -> other.replicas() > one.replicas() ? other : one)
                .orElseThrow();
        int pods = largest.replicas();
        Map<String, Double> amounts = new HashMap<>();
        for (JsonNode container : largest.containers()) {
            for (String kind : List.of("requests", "limits")) {
                container
                        .at("/resources/" + kind)
                        .properties()
                        .forEach(amount -> amounts.merge(
                                kind + "." + amount.getKey(), pods * Amount.of(amount.getValue()), Double::sum));
            }
        }
        amounts.put("pods", (double) pods);
        return new Demand(pods, Map.copyOf(amounts));
    }

    double of(String resource) {
        // A quota may name requests without their kind.
        return amounts.getOrDefault(resource, amounts.getOrDefault("requests." + resource, 0.0));
    }
}
