package io.jenkins.plugins.rolloutgate.autoscale.hpa;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.preflight.Access;
import io.jenkins.plugins.rolloutgate.preflight.Answers;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.preflight.PathsCheck;
import io.jenkins.plugins.rolloutgate.preflight.PermissionsCheck;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What must be so before an autoscaler is written; each is asked of the cluster.
 *
 * @param services whose Leases tell whether a release of the Deployment is under way
 */
public record HpaChecks(HpaSpec spec, List<String> services) {
    private static final Finding NO_DEPLOYMENT = Finding.notApplicable("there is no deployment");
    private static final String CUSTOM_METRICS = "apis/custom.metrics.k8s.io/v1beta";

    /** Those that apply to what is asked for, in the order in which people read them. */
    public List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.add(permissions());
        checks.add(new PathsCheck("hpa-target", HpaChecks::deployments, this::target));
        checks.add(lease("hpa-lease", services));
        checks.add(new PathsCheck("hpa-autoscalers", HpaChecks::autoscalers, this::alone));
        if (spec.metrics().stream().anyMatch(HpaMetric::isResource)) {
            checks.add(new PathsCheck("hpa-metrics-api", HpaChecks::podMetrics, this::measured));
            checks.add(new PathsCheck("hpa-requests", HpaChecks::deployments, this::requests));
        }
        if (!spec.metrics().stream().allMatch(HpaMetric::isResource)) {
            checks.add(new PathsCheck("hpa-custom-metrics", subject -> custom(), this::customMetrics));
        }
        checks.add(new PathsCheck("hpa-selector", HpaChecks::controllers, this::selector));
        checks.add(new PathsCheck("hpa-vpa", HpaChecks::verticals, this::vertical));
        checks.add(new HpaCapacityCheck(spec));
        return List.copyOf(checks);
    }

    private Check permissions() {
        List<Access> wanted = new ArrayList<>(List.of(
                new Access("create", "autoscaling", "horizontalpodautoscalers"),
                new Access("patch", "autoscaling", "horizontalpodautoscalers")));
        if (spec.adopt()) {
            wanted.add(new Access("delete", "autoscaling", "horizontalpodautoscalers"));
        }
        return new PermissionsCheck("hpa-permissions", subject -> wanted);
    }

    private static List<String> deployments(Subject subject) {
        return subject.deploymentPaths();
    }

    /** Whether no release holds the Lease of one of these Services. */
    public static Check lease(String name, List<String> services) {
        Function<Subject, List<String>> leases = subject -> services.stream()
                .map(service -> subject.namespaced("coordination.k8s.io/v1", "leases/rollout-gate-" + service))
                .toList();
        return new PathsCheck(name, leases, (subject, answers) -> held(leases.apply(subject), subject, answers));
    }

    static List<String> autoscalers(Subject subject) {
        return List.of(subject.namespaced("autoscaling/v2", "horizontalpodautoscalers"));
    }

    private static List<String> podMetrics(Subject subject) {
        return List.of(subject.namespaced("metrics.k8s.io/v1beta1", "pods"));
    }

    private static List<String> custom() {
        return List.of(CUSTOM_METRICS + "1", CUSTOM_METRICS + "2");
    }

    private static List<String> controllers(Subject subject) {
        return List.of(
                subject.namespaced("apps/v1", "deployments"),
                subject.namespaced("apps/v1", "statefulsets"),
                subject.namespaced("apps/v1", "daemonsets"));
    }

    private static List<String> verticals(Subject subject) {
        return List.of(subject.namespaced("autoscaling.k8s.io/v1", "verticalpodautoscalers"));
    }

    static List<JsonNode> items(Answers answers, String path) {
        return answers.get(path)
                .map(list -> StreamSupport.stream(list.path("items").spliterator(), false)
                        .toList())
                .orElse(List.of());
    }

    private Finding target(Subject subject, Answers answers) {
        return answers.get(deployments(subject).get(0))
                .map(deployment -> deployment.at("/spec/replicas").asInt(1) == 0
                        ? Finding.fail(
                                "deployment " + spec.deployment() + " is scaled to zero, where no autoscaler works",
                                "scale it up first, or name the deployment that has the traffic")
                        : Finding.pass("deployment " + spec.deployment() + " runs with "
                                + deployment.at("/spec/replicas").asInt(1) + " replicas"))
                .orElseGet(() -> Finding.fail(
                        "namespace " + spec.namespace() + " has no deployment " + spec.deployment(),
                        "name one that is there"));
    }

    private static Finding held(List<String> leases, Subject subject, Answers answers) {
        for (String path : leases) {
            String holder = answers.get(path)
                    .map(lease -> lease.at("/spec/holderIdentity").asText(""))
                    .orElse("");
            if (!holder.isEmpty()) {
                String name = path.substring(path.lastIndexOf('/') + 1);
                return Finding.fail(
                        "release " + holder.replaceFirst("/[^/]*$", "") + " holds lease " + subject.namespace() + "/"
                                + name,
                        "wait for its end, or finish it with rollout-gate recover if its process is gone");
            }
        }
        return Finding.pass("no release is under way");
    }

    private Finding alone(Subject subject, Answers answers) {
        List<JsonNode> all = items(answers, autoscalers(subject).get(0));
        List<JsonNode> own = HpaPlan.scaling(spec.deployment(), all);
        List<String> raised = HpaPlan.raised(own);
        if (!raised.isEmpty()) {
            return Finding.fail(
                    "a release has raised the floor of autoscaler " + String.join(", ", raised),
                    "wait for its end, or finish it with rollout-gate recover");
        }
        if (own.size() > 1 && !spec.adopt()) {
            return Finding.fail(
                    own.size() + " autoscalers scale " + spec.deployment() + ", which Kubernetes disables: "
                            + own.stream().map(HpaPlan::name).collect(Collectors.joining(", ")),
                    "adopt: true merges them into one");
        }
        return Finding.pass(
                own.isEmpty()
                        ? "no autoscaler scales " + spec.deployment()
                        : own.stream().map(HpaPlan::name).collect(Collectors.joining(", ")) + " scales "
                                + spec.deployment());
    }

    private Finding measured(Subject subject, Answers answers) {
        String path = podMetrics(subject).get(0);
        if (answers.get(path).isEmpty()) {
            return Finding.fail(
                    "the cluster has no metrics API, which CPU and memory need",
                    "install metrics-server, or give its manifests as install");
        }
        int pods = items(answers, path).size();
        return pods == 0
                ? Finding.fail(
                        "the metrics API measures no pod of namespace " + spec.namespace(),
                        "look at the log of metrics-server: an autoscaler would see nothing")
                : Finding.pass("the metrics API measures " + pods + " pods");
    }

    private Finding requests(Subject subject, Answers answers) {
        return answers.get(deployments(subject).get(0))
                .map(deployment -> requests(deployment.at("/spec/template/spec")))
                .orElse(NO_DEPLOYMENT);
    }

    private Finding requests(JsonNode pod) {
        List<String> without = new ArrayList<>();
        for (HpaMetric metric : spec.metrics()) {
            if (metric.isResource() && !pod.at("/resources/requests").has(metric.name())) {
                lacking(pod.path("containers"), metric.name(), without);
                // A sidecar counts like a container.
                StreamSupport.stream(pod.path("initContainers").spliterator(), false)
                        .filter(init -> init.path("restartPolicy").asText().equals("Always"))
                        .forEach(init -> lacking(List.of(init), metric.name(), without));
            }
        }
        return without.isEmpty()
                ? Finding.pass("every container requests what is followed")
                : Finding.fail(
                        "no request of " + String.join(", ", without),
                        "set it: per cent are per cent of what is requested, and one container without makes them unknown");
    }

    private void lacking(Iterable<JsonNode> containers, String resource, List<String> without) {
        for (JsonNode container : containers) {
            if (!container.at("/resources/requests").has(resource)
                    && !container.at("/resources/limits").has(resource)) {
                without.add(resource + " in " + spec.deployment() + "/"
                        + container.path("name").asText());
            }
        }
    }

    private Finding customMetrics(Subject subject, Answers answers) {
        List<String> known = custom().stream()
                .flatMap(path -> answers.get(path).stream())
                .flatMap(list -> StreamSupport.stream(list.path("resources").spliterator(), false))
                .map(resource -> resource.path("name").asText())
                .toList();
        List<String> unknown = spec.metrics().stream()
                .filter(metric -> !metric.isResource())
                .map(HpaMetric::name)
                .filter(name -> known.stream().noneMatch(resource -> resource.endsWith("/" + name)))
                .toList();
        if (known.isEmpty()) {
            return Finding.fail(
                    "the cluster has no custom metrics API, which " + String.join(", ", unknown) + " needs",
                    "install an adapter, such as prometheus-adapter");
        }
        return unknown.isEmpty()
                ? Finding.pass("the custom metrics API knows what is followed")
                : Finding.fail(
                        "the custom metrics API knows no " + String.join(", ", unknown),
                        "add a rule for it to the adapter, or name another metric");
    }

    /** An autoscaler counts the pods that the selector of its target matches, whosoever they are. */
    private Finding selector(Subject subject, Answers answers) {
        return items(answers, controllers(subject).get(0)).stream()
                .filter(deployment -> HpaPlan.name(deployment).equals(spec.deployment()))
                .findFirst()
                .map(deployment -> selector(deployment.at("/spec/selector/matchLabels"), controllers(subject), answers))
                .orElse(NO_DEPLOYMENT);
    }

    private Finding selector(JsonNode labels, List<String> paths, Answers answers) {
        List<String> others = new ArrayList<>();
        for (String path : paths) {
            String kind = path.substring(path.lastIndexOf('/') + 1, path.length() - 1);
            items(answers, path).stream()
                    .filter(other ->
                            !kind.equals("deployment") || !HpaPlan.name(other).equals(spec.deployment()))
                    .filter(other -> matches(labels, other.at("/spec/template/metadata/labels")))
                    .forEach(other -> others.add(kind + " " + HpaPlan.name(other)));
        }
        return others.isEmpty()
                ? Finding.pass("the selector matches no other pods")
                : Finding.fail(
                        "the selector of " + spec.deployment() + " matches pods of " + String.join(", ", others)
                                + ", too",
                        "give each a label of its own in its selector: the autoscaler would count them all");
    }

    private static boolean matches(JsonNode selector, JsonNode labels) {
        return !selector.isEmpty()
                && selector.properties().stream()
                        .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()));
    }

    private Finding vertical(Subject subject, Answers answers) {
        List<String> acting = items(answers, verticals(subject).get(0)).stream()
                .filter(vpa -> vpa.at("/spec/targetRef/name").asText().equals(spec.deployment()))
                .filter(vpa -> !vpa.at("/spec/updatePolicy/updateMode")
                        .asText("Recreate")
                        .equals("Off"))
                .filter(vpa -> spec.metrics().stream().anyMatch(metric -> controls(vpa, metric.name())))
                .map(HpaPlan::name)
                .toList();
        return acting.isEmpty()
                ? Finding.pass("no vertical autoscaler acts on what is followed")
                : Finding.fail(
                        "vertical autoscaler " + String.join(", ", acting) + " changes the requests of "
                                + spec.deployment() + ", of which the autoscaler takes per cent",
                        "set its mode to Off, or follow requests per second");
    }

    private static boolean controls(JsonNode vpa, String resource) {
        JsonNode policies = vpa.at("/spec/resourcePolicy/containerPolicies");
        boolean isResource = resource.equals(HpaMetric.CPU) || resource.equals(HpaMetric.MEMORY);
        if (policies.isEmpty()) {
            return isResource;
        }
        return isResource
                && StreamSupport.stream(policies.spliterator(), false)
                        .filter(policy -> !policy.path("mode").asText().equals("Off"))
                        .map(policy -> policy.path("controlledResources"))
                        .anyMatch(list -> list.isMissingNode()
                                || StreamSupport.stream(list.spliterator(), false)
                                        .anyMatch(one -> one.asText().equals(resource)));
    }
}
