package io.jenkins.plugins.rolloutgate.preflight.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.preflight.Answers;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.preflight.PathsCheck;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import io.jenkins.plugins.rolloutgate.preflight.Workload;
import io.jenkins.plugins.rolloutgate.preflight.WorkloadCheck;
import io.jenkins.plugins.rolloutgate.preflight.WorkloadChecks;
import java.util.ArrayList;
import java.util.List;

/** The 12 checks of a stable and a canary Deployment, behind one Service or behind a route. */
record CanaryChecks(Expected expected) {

    static List<Check> all(Expected expected) {
        CanaryChecks checks = new CanaryChecks(expected);
        List<Check> all = new ArrayList<>(List.of(
                WorkloadChecks.named("deployments"),
                new PathsCheck("services", checks::everything, checks::services),
                WorkloadCheck.ofSome("labels", CommonChecks::labels),
                WorkloadCheck.ofSome("selectors", CommonChecks::selectors),
                WorkloadCheck.ofSome("replicas", (subject, found) -> replicas(expected, found))));
        all.addAll(CommonChecks.ofPods(expected));
        return List.copyOf(all);
    }

    private static Finding replicas(Expected expected, List<Workload> found) {
        return found.stream()
                .filter(workload -> workload.name().endsWith("-stable"))
                .findFirst()
                .map(stable -> CommonChecks.replicas(stable, expected.min()))
                .orElseGet(() -> Finding.notApplicable("there is no stable deployment"));
    }

    private List<String> everything(Subject subject) {
        List<String> paths = new ArrayList<>();
        for (String name :
                List.of(expected.service(), expected.application() + "-stable", expected.application() + "-canary")) {
            paths.add(subject.namespaced("api/v1", "services/" + name));
        }
        paths.addAll(subject.deploymentPaths());
        return paths;
    }

    /** One Service before both, where pods make the shares; or one before each, where a route does. */
    private Finding services(Subject subject, Answers answers) {
        List<String> paths = everything(subject);
        List<Workload> both = Workload.of(subject, answers).orElseThrow();
        if (both.isEmpty()) {
            return WorkloadCheck.unseen(subject, subject.deployments());
        }
        boolean each = answers.get(paths.get(1)).isPresent()
                && answers.get(paths.get(2)).isPresent();
        if (each) {
            for (Workload workload : both) {
                JsonNode selector = answers.get(subject.namespaced("api/v1", "services/" + workload.name()))
                        .map(service -> service.at("/spec/selector"))
                        .orElseThrow();
                boolean onlyIt = both.stream()
                        .allMatch(
                                one -> one.isSelectedBy(selector) == one.name().equals(workload.name()));
                if (!onlyIt) {
                    return Finding.fail(
                            "service " + workload.name() + " does not take the pods of deployment " + workload.name()
                                    + ", and these only",
                            "set its selector to the labels of that deployment");
                }
            }
            return Finding.pass("a service is before each of stable and canary, for a route");
        }
        if (answers.get(paths.get(0)).isEmpty()) {
            return Finding.fail(
                    "namespace " + subject.namespace() + " has no service " + expected.service(),
                    "create it before both, or one before each and a route");
        }
        JsonNode selector = answers.get(paths.get(0)).orElseThrow().at("/spec/selector");
        List<String> outside = both.stream()
                .filter(workload -> !workload.isSelectedBy(selector))
                .map(Workload::name)
                .toList();
        return outside.isEmpty()
                ? Finding.pass("service " + expected.service() + " takes stable and canary")
                : Finding.fail(
                        "service " + expected.service() + " does not take " + String.join(", ", outside),
                        "leave the label that tells them apart out of its selector");
    }
}
