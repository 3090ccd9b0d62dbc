package io.jenkins.plugins.rolloutgate.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether everything exists that the pods refer to: ConfigMaps, Secrets, service accounts, claims. */
record ReferencesCheck() implements Check {

    @Override
    public String name() {
        return "references";
    }

    @Override
    public Step next(Subject subject, Answers answers) {
        Optional<List<Workload>> workloads = Workload.of(subject, answers);
        if (workloads.isEmpty()) {
            return Need.paths(subject.deploymentPaths());
        }
        Set<String> referred = new TreeSet<>();
        workloads.get().forEach(workload -> of(workload, referred));
        List<String> open = referred.stream()
                .map(name -> subject.namespaced("api/v1", name))
                .filter(path -> !answers.has(path))
                .toList();
        if (!open.isEmpty()) {
            return Need.paths(open);
        }
        List<String> missing = referred.stream()
                .filter(name -> answers.get(subject.namespaced("api/v1", name)).isEmpty())
                .map(name -> name.replaceFirst("s/", " "))
                .toList();
        if (referred.isEmpty()) {
            return WorkloadCheck.ofAll(subject, workloads.get(), Finding.notApplicable("the pods refer to nothing"));
        }
        Finding finding = missing.isEmpty()
                ? Finding.pass("all " + referred.size() + " objects exist that the pods refer to")
                : Finding.fail(
                        "namespace " + subject.namespace() + " lacks " + String.join(", ", missing),
                        "create it before the release: the new pods would not start");
        return WorkloadCheck.ofAll(subject, workloads.get(), finding.with("missing", missing.size()));
    }

    private static void of(Workload workload, Set<String> referred) {
        JsonNode pod = workload.pod();
        add(referred, "serviceaccounts", pod.path("serviceAccountName"));
        pod.path("imagePullSecrets").forEach(secret -> add(referred, "secrets", secret.path("name")));
        for (JsonNode volume : pod.path("volumes")) {
            source(referred, "configmaps", volume.path("configMap"), "name");
            source(referred, "secrets", volume.path("secret"), "secretName");
            add(referred, "persistentvolumeclaims", volume.at("/persistentVolumeClaim/claimName"));
            for (JsonNode part : volume.at("/projected/sources")) {
                source(referred, "configmaps", part.path("configMap"), "name");
                source(referred, "secrets", part.path("secret"), "name");
            }
        }
        List<JsonNode> containers = new ArrayList<>(workload.containers());
        containers.addAll(Workload.list(pod.path("initContainers")));
        for (JsonNode container : containers) {
            for (JsonNode from : container.path("envFrom")) {
                source(referred, "configmaps", from.path("configMapRef"), "name");
                source(referred, "secrets", from.path("secretRef"), "name");
            }
            for (JsonNode variable : container.path("env")) {
                source(referred, "configmaps", variable.at("/valueFrom/configMapKeyRef"), "name");
                source(referred, "secrets", variable.at("/valueFrom/secretKeyRef"), "name");
            }
        }
    }

    private static void source(Set<String> referred, String resource, JsonNode source, String field) {
        if (!source.path("optional").asBoolean()) {
            add(referred, resource, source.path(field));
        }
    }

    private static void add(Set<String> referred, String resource, JsonNode name) {
        if (!name.asText("").isEmpty()) {
            referred.add(resource + "/" + name.asText());
        }
    }
}
