package io.jenkins.plugins.rolloutgate.preflight.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.preflight.Answers;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.preflight.PathsCheck;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import io.jenkins.plugins.rolloutgate.preflight.Workload;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The 11 checks of the autoscaler of an application, whichever of its Deployments it scales. */
record HpaStandChecks(Expected expected) {
    private static final List<String> SUFFIXES = List.of("", "-stable", "-blue", "-green");
    private static final String MIN = "minReplicas";

    static List<Check> all(Expected expected) {
        HpaStandChecks checks = new HpaStandChecks(expected);
        return List.of(
                checks.check("autoscaler", checks::exists),
                checks.ofOne("autoscaler-target", checks::target),
                checks.ofOne("min-replicas", hpa -> limit(hpa, MIN, expected.min())),
                checks.ofOne("max-replicas", hpa -> limit(hpa, "maxReplicas", expected.max())),
                checks.ofOne("metric-cpu", hpa -> resource(hpa, "cpu", expected.cpu())),
                checks.ofOne("metric-memory", hpa -> resource(hpa, "memory", expected.memory())),
                checks.ofOne("metric-requests", checks::requests),
                checks.ofOne("scale-up", hpa -> rules(hpa, "scaleUp")),
                checks.ofOne("scale-down", hpa -> rules(hpa, "scaleDown")),
                checks.ofOne("able-to-scale", hpa -> condition(hpa, "AbleToScale")),
                checks.ofOne("scaling-active", hpa -> condition(hpa, "ScalingActive")));
    }

    private Check check(String name, Function<List<JsonNode>, Finding> judge) {
        return new PathsCheck(name, HpaStandChecks::paths, (subject, answers) -> judge.apply(own(subject, answers)));
    }

    private Check ofOne(String name, Function<JsonNode, Finding> judge) {
        return check(
                name,
                own -> own.size() == 1
                        ? judge.apply(own.get(0))
                        : Finding.notApplicable(own.isEmpty() ? "there is no autoscaler" : "there is more than one"));
    }

    private static List<String> paths(Subject subject) {
        return List.of(subject.namespaced("autoscaling/v2", "horizontalpodautoscalers"));
    }

    private List<JsonNode> own(Subject subject, Answers answers) {
        List<String> names =
                SUFFIXES.stream().map(suffix -> expected.application() + suffix).toList();
        return answers
                .get(paths(subject).get(0))
                .map(list -> Workload.list(list.path("items")))
                .orElse(List.of())
                .stream()
                .filter(hpa ->
                        names.contains(hpa.at("/spec/scaleTargetRef/name").asText()))
                .toList();
    }

    private Finding exists(List<JsonNode> own) {
        String names =
                own.stream().map(hpa -> hpa.at("/metadata/name").asText()).collect(Collectors.joining(", "));
        return switch (own.size()) {
            case 0 ->
                Finding.fail("no autoscaler scales " + expected.application(), "create one, such as with hpaConfigure");
            case 1 -> Finding.pass("autoscaler " + names + " is the only one");
            default ->
                Finding.fail(
                        own.size() + " autoscalers scale " + expected.application() + ": " + names,
                        "merge them, such as with hpaConfigure and adopt: true");
        };
    }

    private Finding target(JsonNode hpa) {
        String kind = hpa.at("/spec/scaleTargetRef/kind").asText();
        String name = hpa.at("/spec/scaleTargetRef/name").asText();
        return kind.equals("Deployment")
                ? Finding.pass("it scales deployment " + name)
                : Finding.fail("it scales a " + kind + ", not a deployment", "set scaleTargetRef to the deployment");
    }

    private static Finding limit(JsonNode hpa, String field, int wanted) {
        int value = hpa.at("/spec/" + field).asInt(field.equals(MIN) ? 1 : 0);
        Finding finding = wanted == 0 || value == wanted
                ? Finding.pass(field + " is " + value)
                : Finding.fail(field + " is " + value + ", not " + wanted, "set it, such as with hpaConfigure");
        return finding.with("replicas", value);
    }

    private static Finding resource(JsonNode hpa, String name, int wanted) {
        Optional<JsonNode> metric = Workload.list(hpa.at("/spec/metrics")).stream()
                .filter(one -> one.at("/resource/name").asText().equals(name))
                .findFirst();
        if (metric.isEmpty()) {
            return wanted == 0
                    ? Finding.notApplicable("it does not follow " + name)
                    : Finding.fail("it does not follow " + name, "add it, such as with hpaConfigure");
        }
        int percent = metric.get().at("/resource/target/averageUtilization").asInt();
        Finding finding = wanted == 0 || percent == wanted
                ? Finding.pass("it follows " + name + " at " + percent + " %")
                : Finding.fail(
                        "it follows " + name + " at " + percent + " %, not " + wanted + " %",
                        "set it, such as with hpaConfigure");
        return finding.with("percent", percent);
    }

    private Finding requests(JsonNode hpa) {
        List<JsonNode> others = Workload.list(hpa.at("/spec/metrics")).stream()
                .filter(metric -> !metric.path("type").asText().equals("Resource"))
                .toList();
        if (others.isEmpty()) {
            return expected.requests() == 0
                    ? Finding.notApplicable("it does not follow requests")
                    : Finding.fail("it does not follow requests", "add them, such as with hpaConfigure");
        }
        return Finding.pass("it follows "
                + others.stream()
                        .map(metric -> metric.findPath("metric").path("name").asText())
                        .collect(Collectors.joining(", ")));
    }

    private static Finding rules(JsonNode hpa, String direction) {
        JsonNode rules = hpa.at("/spec/behavior/" + direction);
        if (rules.isMissingNode()) {
            return Finding.warn(
                    direction + " is as Kubernetes does by default",
                    "say how fast it should be, such as with hpaConfigure");
        }
        if (rules.path("selectPolicy").asText().equals("Disabled")) {
            return Finding.fail(direction + " is disabled", "set its selectPolicy to Max");
        }
        int window = rules.path("stabilizationWindowSeconds").asInt(direction.equals("scaleUp") ? 0 : 300);
        return Finding.pass(direction + " waits " + window + " s").with("seconds", window);
    }

    private static Finding condition(JsonNode hpa, String type) {
        return Workload.list(hpa.at("/status/conditions")).stream()
                .filter(condition -> condition.path("type").asText().equals(type))
                .findFirst()
                .map(condition -> condition.path("status").asText().equals("True")
                        ? Finding.pass(type + ": " + condition.path("reason").asText())
                        : Finding.fail(
                                type + " is not so, " + condition.path("reason").asText() + ": "
                                        + condition.path("message").asText(),
                                "docs/autoscaling.md says what each reason means"))
                .orElseGet(() -> Finding.unknown(
                        "the controller has not looked at it yet", "see that kube-controller-manager runs"));
    }
}
