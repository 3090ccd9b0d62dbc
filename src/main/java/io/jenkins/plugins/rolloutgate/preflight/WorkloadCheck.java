package io.jenkins.plugins.rolloutgate.preflight;

import java.util.List;
import java.util.function.BiFunction;

/** A check that needs nothing but the Deployments, of those that exist. */
public record WorkloadCheck(String name, BiFunction<Subject, List<Workload>, Finding> judge) implements Check {

    /** A check that has nothing to say where there is no Deployment. */
    public static WorkloadCheck ofSome(String name, BiFunction<Subject, List<Workload>, Finding> judge) {
        return new WorkloadCheck(
                name,
                (subject, workloads) -> workloads.isEmpty()
                        ? Finding.notApplicable("none of the deployments exists")
                        : judge.apply(subject, workloads));
    }

    @Override
    public Step next(Subject subject, Answers answers) {
        return Workload.of(subject, answers)
                .<Step>map(workloads -> judge.apply(subject, workloads))
                .orElseGet(() -> Need.paths(subject.deploymentPaths()));
    }
}
