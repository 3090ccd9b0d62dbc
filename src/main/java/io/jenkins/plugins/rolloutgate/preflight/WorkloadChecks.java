package io.jenkins.plugins.rolloutgate.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the Deployments themselves must have, so that a release can tell good pods from bad ones. */
public final class WorkloadChecks {
    private static final int SHORTEST_GRACE = 10;
    private static final int DEFAULT_GRACE = 30;

    private WorkloadChecks() {}

    /** The one of this name. */
    public static Check named(String name) {
        return all().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static List<Check> all() {
        return List.of(
                new DeploymentsCheck(),
                WorkloadCheck.ofSome(
                        "readiness",
                        (subject, all) -> each(
                                all,
                                container -> container.has("readinessProbe"),
                                "every container has a readiness probe",
                                "no readiness probe in ",
                                "add one: without it a pod counts as ready as soon as it runs",
                                Finding.Status.FAIL)),
                WorkloadCheck.ofSome(
                        "liveness",
                        (subject, all) -> each(
                                all,
                                container -> container.has("livenessProbe"),
                                "every container has a liveness probe",
                                "no liveness probe in ",
                                "add one, if a hung process should be restarted",
                                Finding.Status.WARN)),
                WorkloadCheck.ofSome(
                        "requests",
                        (subject, all) -> each(
                                all,
                                container -> has(container, "requests"),
                                "every container requests CPU and memory",
                                "no requests of CPU and memory in ",
                                "set them: nodes are filled and autoscalers measure by requests",
                                Finding.Status.FAIL)),
                WorkloadCheck.ofSome(
                        "limits",
                        (subject, all) -> each(
                                all,
                                container -> container.at("/resources/limits").has("memory"),
                                "every container has a memory limit",
                                "no memory limit in ",
                                "set one, so that a leak ends one pod and not its node",
                                Finding.Status.WARN)),
                WorkloadCheck.ofSome("graceful-shutdown", WorkloadChecks::graceful));
    }

    private static boolean has(JsonNode container, String what) {
        JsonNode resources = container.at("/resources/" + what);
        return resources.has("cpu") && resources.has("memory");
    }

    private static Finding each(
            List<Workload> all,
            Predicate<JsonNode> has,
            String good,
            String bad,
            String todo,
            Finding.Status otherwise) {
        List<String> without =
                all.stream().flatMap(workload -> workload.without(has).stream()).toList();
        Finding finding = without.isEmpty()
                ? Finding.pass(good)
                : new Finding(otherwise, bad + String.join(", ", without), todo, Map.of());
        return finding.with("without", without.size());
    }

    /** A pod that ends at once fails the requests that are still sent to it. */
    private static Finding graceful(Subject subject, List<Workload> all) {
        List<String> abrupt = new ArrayList<>();
        for (Workload workload : all) {
            int grace = workload.pod().path("terminationGracePeriodSeconds").asInt(DEFAULT_GRACE);
            boolean waits = workload.containers().stream()
                    .anyMatch(container -> container.at("/lifecycle").has("preStop"));
            if (grace < SHORTEST_GRACE) {
                abrupt.add(workload.name() + " gives its pods " + grace + " s to end");
            } else if (!waits) {
                abrupt.add(workload.name() + " has no preStop hook");
            }
        }
        return abrupt.isEmpty()
                ? Finding.pass("pods end with a preStop hook and at least " + SHORTEST_GRACE + " s")
                : Finding.warn(
                        String.join("; ", abrupt),
                        "add a preStop hook that sleeps some seconds: requests arrive until every node knows that the pod ends");
    }
}
