package io.jenkins.plugins.rolloutgate.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A check that needs nothing but the Deployments, of those that exist. */
public record WorkloadCheck(String name, BiFunction<Subject, List<Workload>, Finding> judge) implements Check {

    /** A check of each Deployment: what it says holds for all that were asked for only when all of them exist. */
    public static WorkloadCheck ofSome(String name, BiFunction<Subject, List<Workload>, Finding> judge) {
        return new WorkloadCheck(
                name,
                (subject, workloads) -> workloads.isEmpty()
                        ? unseen(subject, subject.deployments())
                        : ofAll(subject, workloads, judge.apply(subject, workloads)));
    }

    /** Nobody has looked at a Deployment that does not exist: what is good of the others is not told of all. */
    static Finding ofAll(Subject subject, List<Workload> found, Finding finding) {
        List<String> missing = missing(subject, found);
        return missing.isEmpty() || finding.status() == Finding.Status.FAIL ? finding : unseen(subject, missing);
    }

    /** What is said of Deployments that nobody can look at. */
    public static Finding unseen(Subject subject, List<String> missing) {
        return Finding.unknown(
                "namespace " + subject.namespace() + " has no deployment " + String.join(", ", missing) + " to look at",
                "create it, or name the deployments that are there");
    }

    static List<String> missing(Subject subject, List<Workload> found) {
        List<String> missing = new ArrayList<>(subject.deployments());
        found.forEach(workload -> missing.remove(workload.name()));
        return missing;
    }

    @Override
    public Step next(Subject subject, Answers answers) {
        return Workload.of(subject, answers)
                .<Step>map(workloads -> judge.apply(subject, workloads))
                .orElseGet(() -> Need.paths(subject.deploymentPaths()));
    }
}
