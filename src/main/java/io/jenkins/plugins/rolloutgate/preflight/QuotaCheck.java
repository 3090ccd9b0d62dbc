package io.jenkins.plugins.rolloutgate.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the quotas of the namespace leave room for the new version beside the old one. */
record QuotaCheck() implements Check {

    @Override
    public String name() {
        return "quota";
    }

    @Override
    public Step next(Subject subject, Answers answers) {
        String path = subject.namespaced("api/v1", "resourcequotas");
        Optional<List<Workload>> workloads = Workload.of(subject, answers);
        if (workloads.isEmpty() || !answers.has(path)) {
            List<String> paths = new ArrayList<>(subject.deploymentPaths());
            paths.add(path);
            return Need.paths(paths);
        }
        List<JsonNode> quotas =
                answers.get(path).map(list -> Workload.list(list.path("items"))).orElse(List.of());
        if (workloads.get().isEmpty()) {
            return WorkloadCheck.ofAll(subject, workloads.get(), Finding.notApplicable("there is nothing to release"));
        }
        if (quotas.isEmpty()) {
            return Finding.notApplicable("namespace " + subject.namespace() + " has no quota");
        }
        Demand demand = Demand.of(workloads.get());
        List<String> tooSmall = new ArrayList<>();
        quotas.forEach(quota -> tooSmall(quota, demand).forEach(tooSmall::add));
        return tooSmall.isEmpty()
                ? Finding.pass("the quota leaves room for " + demand.pods() + " more pods")
                : Finding.fail(
                        "the quota has no room for " + demand.pods() + " more pods: " + String.join("; ", tooSmall),
                        "raise the quota, or release a smaller size");
    }

    private static List<String> tooSmall(JsonNode quota, Demand demand) {
        List<String> tooSmall = new ArrayList<>();
        for (Map.Entry<String, JsonNode> hard : quota.at("/status/hard").properties()) {
            String resource = hard.getKey();
            double left = Amount.of(hard.getValue())
                    - Amount.of(quota.at("/status/used").path(resource));
            double needed = demand.of(resource);
            if (needed > left) {
                tooSmall.add(resource + " of " + quota.at("/metadata/name").asText() + " has "
                        + Amount.text(resource, left) + " left, " + Amount.text(resource, needed) + " are needed");
            }
        }
        return tooSmall;
    }
}
