package io.jenkins.plugins.rolloutgate.preflight;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the identity may do everything that follows; all that it may not is named at once. */
public record PermissionsCheck(String name, Function<Subject, List<Access>> wanted) implements Check {

    /** As in {@code docs/rbac.yaml}. */
    static List<Access> ofRelease(Subject subject) {
        List<Access> wanted = new ArrayList<>();
        each(wanted, "apps", "deployments", "get", "list", "watch", "patch");
        each(wanted, "", "services", "get", "list", "watch", "patch");
        each(wanted, "", "pods", "list", "watch");
        each(wanted, "", "pods/log", "get");
        each(wanted, "", "pods/proxy", "get");
        each(wanted, "", "services/proxy", "get");
        each(wanted, "", "events", "list");
        each(wanted, "discovery.k8s.io", "endpointslices", "list", "watch");
        each(wanted, "autoscaling", "horizontalpodautoscalers", "get", "list", "watch", "patch");
        each(wanted, "coordination.k8s.io", "leases", "get", "create", "update");
        if (subject.router()) {
            each(wanted, "gateway.networking.k8s.io", "httproutes", "get", "list", "watch", "patch");
        }
        return wanted;
    }

    /** {@code get, list deployments.apps; patch services}. */
    private static String text(List<Access> missing) {
        Map<String, List<String>> verbs = new LinkedHashMap<>();
        missing.forEach(access -> verbs.computeIfAbsent(access.where(), where -> new ArrayList<>())
                .add(access.verb()));
        return verbs.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + " " + entry.getKey())
                .collect(Collectors.joining("; "));
    }

    private static void each(List<Access> wanted, String group, String resource, String... verbs) {
        Stream.of(verbs).map(verb -> new Access(verb, group, resource)).forEach(wanted::add);
    }

    @Override
    public Step next(Subject subject, Answers answers) {
        List<Access> all = wanted.apply(subject);
        List<Access> open = all.stream().filter(access -> !answers.has(access)).toList();
        if (!open.isEmpty()) {
            return new Need(List.of(), open);
        }
        List<Access> missing =
                all.stream().filter(access -> !answers.isAllowed(access)).toList();
        Finding finding = missing.isEmpty()
                ? Finding.pass("all " + all.size() + " permissions are there")
                : Finding.fail(
                        missing.size() + " of " + all.size() + " permissions are missing in namespace "
                                + subject.namespace() + ": " + text(missing),
                        "bind the role of docs/rbac.yaml");
        return finding.with("missing", missing.size());
    }
}
