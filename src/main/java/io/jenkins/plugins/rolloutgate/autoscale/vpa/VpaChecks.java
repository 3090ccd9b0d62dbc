package io.jenkins.plugins.rolloutgate.autoscale.vpa;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaChecks;
import io.jenkins.plugins.rolloutgate.preflight.Access;
import io.jenkins.plugins.rolloutgate.preflight.Answers;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.preflight.PathsCheck;
import io.jenkins.plugins.rolloutgate.preflight.PermissionsCheck;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import io.jenkins.plugins.rolloutgate.preflight.Workload;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What must be so before a vertical autoscaler is written. */
public record VpaChecks(VpaSpec spec, String service) {
    private static final String GROUP = "autoscaling.k8s.io/v1";

    public List<Check> all() {
        return List.of(
                new PathsCheck("vpa-api", subject -> List.of("apis/" + GROUP), VpaChecks::definition),
                new PermissionsCheck(
                        "vpa-permissions",
                        subject -> List.of(
                                new Access("get", "autoscaling.k8s.io", "verticalpodautoscalers"),
                                new Access("create", "autoscaling.k8s.io", "verticalpodautoscalers"),
                                new Access("patch", "autoscaling.k8s.io", "verticalpodautoscalers"))),
                new PathsCheck("vpa-target", Subject::deploymentPaths, this::target),
                HpaChecks.lease("vpa-lease", List.of(service)),
                new PathsCheck("vpa-autoscalers", VpaChecks::verticals, this::alone),
                new PathsCheck("vpa-mode", this::situation, this::mode));
    }

    private static List<String> verticals(Subject subject) {
        return List.of(subject.namespaced(GROUP, "verticalpodautoscalers"));
    }

    private List<String> situation(Subject subject) {
        return List.of(
                subject.namespaced("autoscaling/v2", "horizontalpodautoscalers"),
                subject.namespaced("api/v1", "services/" + service),
                subject.deployment(spec.deployment()));
    }

    private static Finding definition(Subject subject, Answers answers) {
        boolean known = answers.get("apis/" + GROUP)
                .filter(list -> StreamSupport.stream(list.path("resources").spliterator(), false)
                        .anyMatch(resource -> resource.path("name").asText().equals("verticalpodautoscalers")))
                .isPresent();
        return known
                ? Finding.pass("the cluster knows vertical autoscalers of " + GROUP)
                : Finding.fail(
                        "the cluster knows no VerticalPodAutoscaler of " + GROUP,
                        "install the definitions and the recommender of the vertical pod autoscaler");
    }

    private Finding target(Subject subject, Answers answers) {
        return answers.get(subject.deployment(spec.deployment())).isPresent()
                ? Finding.pass("deployment " + spec.deployment() + " exists")
                : Finding.fail(
                        "namespace " + spec.namespace() + " has no deployment " + spec.deployment(),
                        "name one that is there");
    }

    /** Those that have a Deployment. */
    public static List<JsonNode> of(String deployment, Optional<JsonNode> list) {
        return list.map(found -> Workload.list(found.path("items"))).orElse(List.of()).stream()
                .filter(vpa -> vpa.at("/spec/targetRef/name").asText().equals(deployment))
                .toList();
    }

    private Finding alone(Subject subject, Answers answers) {
        List<String> own = of(spec.deployment(), answers.get(verticals(subject).get(0))).stream()
                .map(vpa -> vpa.at("/metadata/name").asText())
                .toList();
        return own.size() > 1
                ? Finding.fail(
                        own.size() + " vertical autoscalers have " + spec.deployment() + ": " + String.join(", ", own),
                        "delete all but one")
                : Finding.pass(own.isEmpty() ? "there is none yet" : own.get(0) + " is the only one");
    }

    /** Pods may only be changed where nothing else depends on their requests, and traffic is not just moving. */
    private Finding mode(Subject subject, Answers answers) {
        if (!spec.acts()) {
            return Finding.pass("it only recommends");
        }
        List<String> paths = situation(subject);
        Optional<String> horizontal =
                answers.get(paths.get(0)).map(list -> Workload.list(list.path("items"))).orElse(List.of()).stream()
                        .filter(hpa ->
                                hpa.at("/spec/scaleTargetRef/name").asText().equals(spec.deployment()))
                        .filter(hpa -> Workload.list(hpa.at("/spec/metrics")).stream()
                                .anyMatch(metric -> metric.path("type").asText().equals("Resource")))
                        .map(hpa -> hpa.at("/metadata/name").asText())
                        .findFirst();
        if (horizontal.isPresent()) {
            return no("autoscaler " + horizontal.get() + " follows per cent of the requests that it would change");
        }
        if (spec.deployment().endsWith("-canary")) {
            return no("a canary is compared with stable: its pods must be alike");
        }
        boolean idle = spec.deployment().matches(".*-(blue|green)")
                && answers.get(paths.get(1)).isPresent()
                && answers.get(paths.get(2))
                        .filter(deployment -> new Workload(spec.deployment(), deployment)
                                .isSelectedBy(
                                        answers.get(paths.get(1)).orElseThrow().at("/spec/selector")))
                        .isEmpty();
        return idle
                ? no("the idle colour has no traffic to learn from")
                : Finding.pass("nothing else acts on the requests of " + spec.deployment());
    }

    private Finding no(String why) {
        return Finding.fail("mode " + spec.mode() + " is not for " + spec.deployment() + ": " + why, "use mode Off");
    }
}
