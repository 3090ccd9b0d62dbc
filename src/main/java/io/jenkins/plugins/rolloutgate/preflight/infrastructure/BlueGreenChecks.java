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
import java.util.Optional;

/** The 13 checks of two colours behind one Service. */
record BlueGreenChecks(Expected expected) {

    static List<Check> all(Expected expected) {
        BlueGreenChecks checks = new BlueGreenChecks(expected);
        List<Check> all = new ArrayList<>(List.of(
                WorkloadChecks.named("deployments"),
                new PathsCheck("services", checks::services, checks::exist),
                WorkloadCheck.ofSome("labels", CommonChecks::labels),
                WorkloadCheck.ofSome("selectors", CommonChecks::selectors),
                new PathsCheck("active-colour", checks::everything, checks::oneColour),
                new PathsCheck("replicas", checks::everything, checks::replicas)));
        all.addAll(CommonChecks.ofPods(expected));
        return List.copyOf(all);
    }

    private List<String> services(Subject subject) {
        return List.of(
                subject.namespaced("api/v1", "services/" + expected.service()),
                subject.namespaced("api/v1", "services/" + expected.application() + "-preview"));
    }

    private List<String> everything(Subject subject) {
        List<String> paths = new ArrayList<>(subject.deploymentPaths());
        paths.addAll(services(subject));
        return paths;
    }

    private Finding exist(Subject subject, Answers answers) {
        List<String> paths = services(subject);
        if (answers.get(paths.get(0)).isEmpty()) {
            return Finding.fail(
                    "namespace " + subject.namespace() + " has no service " + expected.service(),
                    "create it, with a selector that takes one colour");
        }
        return answers.get(paths.get(1)).isEmpty()
                ? Finding.warn(
                        "service " + expected.service() + " exists, service " + expected.application()
                                + "-preview does not",
                        "create it, if people should see the new colour before its switch")
                : Finding.pass("services " + expected.service() + " and " + expected.application() + "-preview exist");
    }

    private List<Workload> active(Subject subject, Answers answers) {
        JsonNode selector = answers.get(services(subject).get(0))
                .map(service -> service.at("/spec/selector"))
                .orElseThrow();
        return Workload.of(subject, answers).orElseThrow().stream()
                .filter(workload -> workload.isSelectedBy(selector))
                .toList();
    }

    private Finding oneColour(Subject subject, Answers answers) {
        if (answers.get(services(subject).get(0)).isEmpty()) {
            return Finding.notApplicable("there is no service " + expected.service());
        }
        List<Workload> active = active(subject, answers);
        String service = "service " + expected.service();
        return switch (active.size()) {
            case 0 -> Finding.fail(service + " takes neither colour", "set its selector to the labels of one");
            case 1 -> Finding.pass(service + " takes " + active.get(0).name());
            default ->
                Finding.fail(service + " takes both colours", "add the label that tells them apart to its selector");
        };
    }

    private Finding replicas(Subject subject, Answers answers) {
        Optional<Workload> active = answers.get(services(subject).get(0)).isEmpty()
                ? Optional.empty()
                : active(subject, answers).stream().findFirst();
        return active.map(workload -> CommonChecks.replicas(workload, expected.min()))
                .orElseGet(() -> Finding.notApplicable("no colour has the traffic"));
    }
}
