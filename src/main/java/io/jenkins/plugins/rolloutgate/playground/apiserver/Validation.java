package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ApiException.Cause;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses with 422 what kube-apiserver refuses, for the mistakes that people make most. */
final class Validation {
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int LONGEST_NAME = 253;
    private static final int HIGHEST_WEIGHT = 1_000_000;

    private final List<Cause> causes = new ArrayList<>();

    private Validation() {}

    /** Checks an object before it is stored; {@code old} is null for a new one. */
    static void check(ResourceType type, ObjectNode old, ObjectNode object) {
        Validation validation = new Validation();
        validation.name(Meta.name(object));
        switch (type) {
            case DEPLOYMENTS, REPLICASETS -> validation.workload(old, object.path("spec"));
            case PODS -> validation.containers("spec", object.path("spec"));
            case SERVICES -> validation.service(old, object.path("spec"));
            case LEASES -> validation.positive("spec.leaseDurationSeconds", object.at("/spec/leaseDurationSeconds"));
            case HTTPROUTES -> validation.httpRoute(object.at("/spec/rules"));
            case HORIZONTALPODAUTOSCALERS -> validation.autoscaler(object.path("spec"));
            default -> {}
        }
        if (!validation.causes.isEmpty()) {
            throw ApiException.invalid(type, Meta.name(object), validation.causes);
        }
    }

    private void name(String name) {
        if (name.isEmpty()) {
            causes.add(Cause.required("metadata.name", "name or generateName is required"));
        } else if (name.length() > LONGEST_NAME || !SUBDOMAIN.matcher(name).matches()) {
            String why =
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
                            + " and must start and end with an alphanumeric character";
            causes.add(Cause.invalid("metadata.name", "\"" + name + "\"", why));
        }
    }

    private void workload(ObjectNode old, JsonNode spec) {
        int replicas = spec.path("replicas").asInt();
        if (replicas < 0) {
            causes.add(Cause.invalid("spec.replicas", replicas, "must be greater than or equal to 0"));
        }
        JsonNode selector = spec.path("selector");
        JsonNode labels = spec.at("/template/metadata/labels");
        if (selector.isEmpty()) {
            causes.add(Cause.required("spec.selector", ""));
        } else if (!LabelSelector.of(selector).matches(labels)) {
            causes.add(Cause.invalid(
                    "spec.template.metadata.labels", labels, "`selector` does not match template `labels`"));
        }
        if (old != null && !old.path("spec").path("selector").equals(selector)) {
            causes.add(Cause.invalid("spec.selector", selector, "field is immutable"));
        }
        containers("spec.template.spec", spec.at("/template/spec"));
    }

    private void containers(String field, JsonNode podSpec) {
        JsonNode containers = podSpec.path("containers");
        if (containers.isEmpty()) {
            causes.add(Cause.required(field + ".containers", ""));
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < containers.size(); i++) {
            String at = field + ".containers[" + i + "]";
            String name = containers.get(i).path("name").asText();
            if (name.isEmpty()) {
                causes.add(Cause.required(at + ".name", ""));
            } else if (!names.add(name)) {
                causes.add(new Cause(at + ".name", "FieldValueDuplicate", "Duplicate value: \"" + name + "\""));
            }
            if (containers.get(i).path("image").asText().isBlank()) {
                causes.add(Cause.required(at + ".image", ""));
            }
        }
    }

    private void service(ObjectNode old, JsonNode spec) {
        boolean needsPorts = !spec.path("type").asText().equals("ExternalName")
                && !spec.path("clusterIP").asText().equals("None");
        if (needsPorts && spec.path("ports").isEmpty()) {
            causes.add(Cause.required("spec.ports", ""));
        }
        String before = old == null ? "" : Json.text(old, "/spec/clusterIP");
        if (!before.isEmpty() && !before.equals(spec.path("clusterIP").asText())) {
            causes.add(Cause.invalid("spec.clusterIPs[0]", spec.path("clusterIP"), "may not change once set"));
        }
    }

    private void httpRoute(JsonNode rules) {
        for (int i = 0; i < rules.size(); i++) {
            JsonNode backends = rules.get(i).path("backendRefs");
            for (int j = 0; j < backends.size(); j++) {
                backend("spec.rules[" + i + "].backendRefs[" + j + "]", backends.get(j));
            }
        }
    }

    private void backend(String field, JsonNode backend) {
        int weight = backend.path("weight").asInt();
        String at = field + ".weight";
        if (weight < 0) {
            causes.add(Cause.invalid(at, weight, at + " in body should be greater than or equal to 0"));
        } else if (weight > HIGHEST_WEIGHT) {
            causes.add(Cause.invalid(at, weight, at + " in body should be less than or equal to " + HIGHEST_WEIGHT));
        }
        if (backend.path("kind").asText().equals("Service") && !backend.hasNonNull("port")) {
            causes.add(Cause.invalid(field, backend, "Must have port for Service reference"));
        }
    }

    private void autoscaler(JsonNode spec) {
        positive("spec.maxReplicas", spec.path("maxReplicas"));
        if (spec.path("maxReplicas").asInt() < spec.path("minReplicas").asInt()) {
            causes.add(Cause.invalid(
                    "spec.maxReplicas", spec.path("maxReplicas"), "must be greater than or equal to `minReplicas`"));
        }
    }

    private void positive(String field, JsonNode value) {
        if (value.isNumber() && value.asInt() <= 0) {
            causes.add(Cause.invalid(field, value, "must be greater than 0"));
        }
    }
}
