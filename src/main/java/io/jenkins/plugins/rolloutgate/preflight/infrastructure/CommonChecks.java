package io.jenkins.plugins.rolloutgate.preflight.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.preflight.Amount;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import io.jenkins.plugins.rolloutgate.preflight.Workload;
import io.jenkins.plugins.rolloutgate.preflight.WorkloadCheck;
import io.jenkins.plugins.rolloutgate.preflight.WorkloadChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What blue-green and canary want alike of both Deployments. */
final class CommonChecks {
    private CommonChecks() {}

    /** Probes, resources, metrics and how pods are replaced. */
    static List<Check> ofPods(Expected expected) {
        return List.of(
                WorkloadChecks.named("readiness"),
                WorkloadChecks.named("liveness"),
                WorkloadChecks.named("requests"),
                WorkloadCheck.ofSome("limits", (subject, all) -> limits(expected, all)),
                WorkloadCheck.ofSome("metrics-exposed", CommonChecks::exposed),
                WorkloadCheck.ofSome("update-strategy", CommonChecks::strategy),
                WorkloadCheck.ofSome("same-containers", CommonChecks::containers));
    }

    private static Finding limits(Expected expected, List<Workload> all) {
        List<String> wrong = new ArrayList<>();
        for (Workload workload : all) {
            for (JsonNode container : workload.containers()) {
                JsonNode limits = container.at("/resources/limits");
                boolean isSet = limits.has("cpu") && limits.has("memory");
                boolean isExpected = expected.limits().isEmpty()
                        || (Amount.of(limits.path("cpu")) == expected.limit(0)
                                && Amount.of(limits.path("memory")) == expected.limit(1));
                if (!isSet || !isExpected) {
                    wrong.add(workload.name() + "/" + container.path("name").asText() + " has "
                            + limits.path("cpu").asText("no CPU") + "/"
                            + limits.path("memory").asText("no memory"));
                }
            }
        }
        String wanted = expected.limits().isEmpty() ? "of CPU and memory" : expected.limits();
        return wrong.isEmpty()
                ? Finding.pass("every container has limits " + wanted)
                : Finding.fail("limits are not " + wanted + ": " + String.join(", ", wrong), "set them");
    }

    /** By the annotation that many Prometheus set-ups follow, or a port of that name. */
    private static Finding exposed(Subject subject, List<Workload> all) {
        List<String> silent = all.stream()
                .filter(workload -> !workload.object()
                        .at("/spec/template/metadata/annotations/prometheus.io~1scrape")
                        .asText()
                        .equals("true"))
                .filter(workload -> workload.containers().stream()
                        .flatMap(container -> Workload.list(container.path("ports")).stream())
                        .noneMatch(port -> port.path("name").asText().contains("metrics")))
                .map(Workload::name)
                .toList();
        return silent.isEmpty()
                ? Finding.pass("the pods expose metrics")
                : Finding.warn(
                        "no sign of metrics in the pods of " + String.join(", ", silent),
                        "annotate them with prometheus.io/scrape, or name a port metrics, if nothing else finds them");
    }

    private static Finding strategy(Subject subject, List<Workload> all) {
        List<String> others = all.stream()
                .filter(workload -> !workload.object()
                        .at("/spec/strategy/type")
                        .asText("RollingUpdate")
                        .equals("RollingUpdate"))
                .map(workload -> workload.name() + " "
                        + workload.object().at("/spec/strategy/type").asText())
                .toList();
        return others.isEmpty()
                ? Finding.pass("pods are replaced by rolling updates")
                : Finding.fail(
                        "pods are not replaced one after the other: " + String.join(", ", others),
                        "set strategy.type to RollingUpdate: all pods would end at once");
    }

    private static Finding containers(Subject subject, List<Workload> all) {
        List<List<String>> names = all.stream()
                .map(workload -> workload.containers().stream()
                        .map(container -> container.path("name").asText())
                        .toList())
                .distinct()
                .toList();
        return names.size() == 1
                ? Finding.pass("both sides have the same containers: " + String.join(", ", names.get(0)))
                : Finding.fail(
                        "the sides have other containers: "
                                + names.stream()
                                        .map(one -> String.join(", ", one))
                                        .collect(Collectors.joining(" and ")),
                        "make their pod templates alike, apart from label and image");
    }

    /** Whether a label tells the two apart, so that a selector can take one of them. */
    static Finding labels(Subject subject, List<Workload> all) {
        if (all.size() < 2) {
            return Finding.fail("there are not two deployments to tell apart", "create both");
        }
        Workload one = all.get(0);
        Workload other = all.get(1);
        List<String> telling = one.labels().properties().stream()
                .filter(label -> other.labels().has(label.getKey())
                        && !other.labels().path(label.getKey()).equals(label.getValue()))
                .map(label -> label.getKey())
                .toList();
        return telling.isEmpty()
                ? Finding.fail(
                        "no label tells the pods of " + one.name() + " and " + other.name() + " apart",
                        "give both a label such as version, with different values")
                : Finding.pass("pods are told apart by " + String.join(", ", telling));
    }

    /** Each Deployment takes its own pods only. */
    static Finding selectors(Subject subject, List<Workload> all) {
        for (Workload one : all) {
            for (Workload other : all) {
                if (!one.name().equals(other.name())
                        && other.isSelectedBy(one.object().at("/spec/selector/matchLabels"))) {
                    return Finding.fail(
                            "the selector of " + one.name() + " takes the pods of " + other.name() + ", too",
                            "add the label that tells them apart to the selectors of both");
                }
            }
        }
        return Finding.pass("each deployment selects its own pods only");
    }

    /** All replicas of the side that has the traffic are there. */
    static Finding replicas(Workload active, int min) {
        int least = Math.max(1, min);
        String seen = active.name() + " has " + active.available() + " of " + active.replicas() + " replicas";
        Finding finding = active.replicas() < least
                ? Finding.fail(seen + ", at least " + least + " are wanted", "scale it up")
                : active.available() < active.replicas()
                        ? Finding.fail(seen, "bring its pods up: kubectl describe them")
                        : Finding.pass(seen);
        return finding.with("replicas", active.replicas()).with("available", active.available());
    }
}
