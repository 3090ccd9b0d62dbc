package io.jenkins.plugins.rolloutgate.bench;

import java.util.Locale;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * One row of the table.
 *
 * @param reaction from the last pod ready to the selector patched
 * @param total from the call to its end
 * @param requests counted by the API server in all releases together
 * @param added by the runner while its releases wait for their pods
 */
record Measurement(
        String runner,
        int atOnce,
        Samples reaction,
        Samples total,
        SortedMap<String, Integer> requests,
        Footprint added) {

    static final String HEADER = """
            | | at once | releases | ready to switched p50 | p95 | times the floor | start to end p50 | requests per release | threads added | heap added |
            |---|---|---|---|---|---|---|---|---|---|
            """;

    String row(Measurement floor) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.1f ms | %.1f ms | %.2f | %.2f s | %.1f | %d | %.1f MB |%n",
                runner,
                atOnce,
                reaction.size(),
                reaction.quantile(0.5),
                reaction.quantile(0.95),
                reaction.quantile(0.5) / floor.reaction.quantile(0.5),
                total.quantile(0.5) / 1000,
                perRelease(Measurement::isOfARelease),
                added.threads().size(),
                added.heap() / 1e6);
    }

    /** All requests by verb and resource, as a list for below the table. */
    String requestLines() {
        StringBuilder lines = new StringBuilder();
        requests.forEach((kind, count) ->
                lines.append(String.format(Locale.ROOT, "  - %s: %.2f%n", kind, perRelease(kind::equals))));
        return lines.toString();
    }

    private double perRelease(Predicate<String> kind) {
        int count = requests.entrySet().stream()
                .filter(entry -> kind.test(entry.getKey()))
                .mapToInt(entry -> entry.getValue())
                .sum();
        return (double) count / reaction.size();
    }

    /** Leases, watches and their first lists belong to the process or depend on how long a release takes. */
    private static boolean isOfARelease(String kind) {
        return !kind.startsWith("watch ") && !kind.startsWith("list ") && !kind.endsWith(" leases");
    }
}
