package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicInteger;

/** Fills in the fields that kube-apiserver fills in, as far as anybody looks at them. */
final class Defaults {
    private static final int FIRST_ADDRESS = 10;

    private final AtomicInteger addresses = new AtomicInteger(FIRST_ADDRESS);

    void onCreate(ResourceType type, ObjectNode object) {
        switch (type) {
            case NAMESPACES -> {
                Json.child(Json.child(object, "metadata"), "labels")
                        .put("kubernetes.io/metadata.name", Meta.name(object));
                Json.child(object, "status").put("phase", "Active");
            }
            case PODS -> Json.child(object, "status").put("phase", "Pending").put("qosClass", "BestEffort");
            case DEPLOYMENTS, REPLICASETS, SERVICES -> Json.child(object, "status");
            default -> {}
        }
        if (type == ResourceType.SERVICES) {
            Json.child(object, "status").putObject("loadBalancer");
        }
    }

    void always(ResourceType type, ObjectNode object) {
        switch (type) {
            case PODS -> podSpec(Json.child(object, "spec"));
            case DEPLOYMENTS -> deployment(Json.child(object, "spec"));
            case REPLICASETS -> replicaSet(Json.child(object, "spec"));
            case SERVICES -> service(Json.child(object, "spec"));
            case HTTPROUTES -> httpRoute(Json.child(object, "spec"));
            case HORIZONTALPODAUTOSCALERS -> Json.fallback(Json.child(object, "spec"), "minReplicas", 1);
            default -> {}
        }
    }

    private static void replicaSet(ObjectNode spec) {
        Json.fallback(spec, "replicas", 1);
        ObjectNode template = Json.child(spec, "template");
        podSpec(Json.child(template, "spec"));
    }

    private static void deployment(ObjectNode spec) {
        replicaSet(spec);
        Json.fallback(spec, "revisionHistoryLimit", 10);
        Json.fallback(spec, "progressDeadlineSeconds", 600);
        ObjectNode strategy = Json.child(spec, "strategy");
        Json.fallback(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            ObjectNode rolling = Json.child(strategy, "rollingUpdate");
            Json.fallback(rolling, "maxUnavailable", "25%");
            Json.fallback(rolling, "maxSurge", "25%");
        }
    }

    private static void podSpec(ObjectNode spec) {
        Json.fallback(spec, "restartPolicy", "Always");
        Json.fallback(spec, "terminationGracePeriodSeconds", 30);
        Json.fallback(spec, "dnsPolicy", "ClusterFirst");
        Json.fallback(spec, "schedulerName", "default-scheduler");
        Json.child(spec, "securityContext");
        for (JsonNode container : spec.path("containers")) {
            if (container instanceof ObjectNode object) {
                container(object);
            }
        }
    }

    private static void container(ObjectNode container) {
        String image = container.path("image").asText();
        boolean latest = image.endsWith(":latest") || image.indexOf(':', image.lastIndexOf('/') + 1) < 0;
        Json.fallback(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
        Json.fallback(container, "terminationMessagePath", "/dev/termination-log");
        Json.fallback(container, "terminationMessagePolicy", "File");
        Json.child(container, "resources");
        container.path("ports").forEach(port -> Json.fallback((ObjectNode) port, "protocol", "TCP"));
        for (String probe : new String[] {"readinessProbe", "livenessProbe", "startupProbe"}) {
            if (container.get(probe) instanceof ObjectNode object) {
                probe(object);
            }
        }
    }

    private static void probe(ObjectNode probe) {
        if (probe.get("httpGet") instanceof ObjectNode http) {
            Json.fallback(http, "path", "/");
            Json.fallback(http, "scheme", "HTTP");
        }
        Json.fallback(probe, "timeoutSeconds", 1);
        Json.fallback(probe, "periodSeconds", 10);
        Json.fallback(probe, "successThreshold", 1);
        Json.fallback(probe, "failureThreshold", 3);
    }

    private static void httpRoute(ObjectNode spec) {
        for (JsonNode parent : spec.path("parentRefs")) {
            Json.fallback((ObjectNode) parent, "group", "gateway.networking.k8s.io");
            Json.fallback((ObjectNode) parent, "kind", "Gateway");
        }
        for (JsonNode rule : spec.path("rules")) {
            if (!rule.hasNonNull("matches")) {
                ObjectNode match = ((ObjectNode) rule).putArray("matches").addObject();
                match.putObject("path").put("type", "PathPrefix").put("value", "/");
            }
            for (JsonNode backend : rule.path("backendRefs")) {
                Json.fallback((ObjectNode) backend, "group", "");
                Json.fallback((ObjectNode) backend, "kind", "Service");
                Json.fallback((ObjectNode) backend, "weight", 1);
            }
        }
    }

    private void service(ObjectNode spec) {
        Json.fallback(spec, "type", "ClusterIP");
        Json.fallback(spec, "sessionAffinity", "None");
        Json.fallback(spec, "internalTrafficPolicy", "Cluster");
        for (JsonNode port : spec.path("ports")) {
            Json.fallback((ObjectNode) port, "protocol", "TCP");
            if (!port.hasNonNull("targetPort")) {
                ((ObjectNode) port).put("targetPort", port.path("port").asInt());
            }
        }
        if (!spec.path("type").asText().equals("ExternalName") && !spec.hasNonNull("clusterIP")) {
            int number = addresses.getAndIncrement();
            spec.put("clusterIP", "10.96." + number / 256 + "." + number % 256);
        }
        if (spec.hasNonNull("clusterIP")) {
            spec.putArray("clusterIPs").add(spec.get("clusterIP"));
            spec.putArray("ipFamilies").add("IPv4");
            spec.put("ipFamilyPolicy", "SingleStack");
        }
    }
}
