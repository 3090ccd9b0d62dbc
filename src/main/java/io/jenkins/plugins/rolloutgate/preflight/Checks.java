package io.jenkins.plugins.rolloutgate.preflight;

import java.util.ArrayList;
import java.util.List;

/** All checks that there are, in the order in which people read them. */
public final class Checks {
    /** The first minor version of Kubernetes 1 that has everything that a release uses. */
    private static final int LEAST_VERSION = 21;

    private Checks() {}

    public static List<Check> all() {
        List<Check> all = new ArrayList<>(List.of(
                new ServerVersionCheck(LEAST_VERSION),
                new PermissionsCheck("permissions", PermissionsCheck::ofRelease),
                new NodesCheck(),
                new MetricsApiCheck()));
        all.addAll(WorkloadChecks.all());
        all.addAll(List.of(
                WorkloadCheck.ofSome("way-back", Checks::wayBack),
                new ReferencesCheck(),
                new QuotaCheck(),
                new CertificatesCheck()));
        return List.copyOf(all);
    }

    /**
     * Those of these names, in their own order.
     *
     * @throws IllegalArgumentException naming what there is, if one of them is not there
     */
    public static List<Check> named(List<String> names) {
        return named(all(), names);
    }

    /**
     * Those of these names among others.
     *
     * @throws IllegalArgumentException naming what there is, if one of them is not there
     */
    public static List<Check> named(List<Check> all, List<String> names) {
        List<String> known = all.stream().map(Check::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no check '" + name + "': the checks are " + String.join(", ", known));
            }
        }
        return all.stream().filter(check -> names.contains(check.name())).toList();
    }

    /** At least one side must be whole, or there is nothing to go back to. */
    private static Finding wayBack(Subject subject, List<Workload> workloads) {
        return workloads.stream()
                .filter(workload -> workload.replicas() > 0 && workload.available() >= workload.replicas())
                .findFirst()
                .map(whole -> Finding.pass(whole.name() + " has all of its " + whole.replicas() + " replicas"))
                .orElseGet(() -> Finding.fail(
                        "none of " + String.join(", ", subject.deployments()) + " has all of its replicas",
                        "bring the version that is live back to its size first"));
    }
}
