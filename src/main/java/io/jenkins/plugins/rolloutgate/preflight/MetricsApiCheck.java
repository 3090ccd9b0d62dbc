package io.jenkins.plugins.rolloutgate.preflight;

import java.util.List;

/** Whether the cluster measures CPU and memory of pods, without which autoscalers stand still. */
record MetricsApiCheck() implements Check {

    @Override
    public String name() {
        return "metrics-api";
    }

    @Override
    public Step next(Subject subject, Answers answers) {
        String path = subject.namespaced("metrics.k8s.io/v1beta1", "pods");
        if (!answers.has(path)) {
            return Need.paths(List.of(path));
        }
        if (answers.get(path).isEmpty()) {
            return Finding.warn(
                    "the cluster has no metrics API",
                    "install metrics-server: autoscalers that follow CPU or memory need it");
        }
        int pods = answers.get(path).get().path("items").size();
        return Finding.pass("the metrics API answers for " + pods + " pods of namespace " + subject.namespace())
                .with("pods", pods);
    }
}
