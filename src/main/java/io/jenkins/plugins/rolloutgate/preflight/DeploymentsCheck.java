package io.jenkins.plugins.rolloutgate.preflight;

import java.util.List;
import java.util.Optional;

/** Whether the Deployments exist; where none does, whether their namespace does. */
record DeploymentsCheck() implements Check {
    private static final Access NAMESPACE = new Access("get", "", "namespaces");

    @Override
    public String name() {
        return "deployments";
    }

    @Override
    public Step next(Subject subject, Answers answers) {
        Optional<List<Workload>> found = Workload.of(subject, answers);
        if (found.isEmpty()) {
            return Need.paths(subject.deploymentPaths());
        }
        List<String> missing = WorkloadCheck.missing(subject, found.get());
        if (missing.isEmpty()) {
            return Finding.pass(String.join(", ", subject.deployments()) + " exist");
        }
        Finding finding = Finding.fail(
                "namespace " + subject.namespace() + " has no deployment " + String.join(", ", missing),
                "create it, or name the deployments that are there");
        return found.get().isEmpty() ? namespace(subject, answers, finding) : finding;
    }

    /** Many identities may not read it, and then nothing is said of it. */
    private static Step namespace(Subject subject, Answers answers, Finding finding) {
        String path = "api/v1/namespaces/" + subject.namespace();
        if (!answers.has(NAMESPACE)) {
            return new Need(List.of(), List.of(NAMESPACE));
        }
        if (!answers.isAllowed(NAMESPACE)) {
            return finding;
        }
        if (!answers.has(path)) {
            return Need.paths(List.of(path));
        }
        return answers.get(path).isPresent()
                ? finding
                : Finding.fail("namespace " + subject.namespace() + " does not exist", "create it, or name another");
    }
}
