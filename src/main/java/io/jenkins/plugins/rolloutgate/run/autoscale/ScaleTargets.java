package io.jenkins.plugins.rolloutgate.run.autoscale;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaSpec;
import io.jenkins.plugins.rolloutgate.cluster.ApiReader;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.strategy.SpecChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which Deployments of an application get an autoscaler, in which order. Reads; writes nothing. */
public record ScaleTargets(ApiReader api, String namespace) {

    /** Name of the Service of an application, unless it is given. */
    public static String service(String application, String deployment, String service) {
        if (!service.isEmpty()) {
            return service;
        }
        String name = application.isEmpty() ? deployment.replaceFirst("-(blue|green|stable|canary)$", "") : application;
        return name + "-active";
    }

    /**
     * The stable Deployment of an application, or the colour that has the traffic.
     *
     * @throws IllegalArgumentException if there is neither
     */
    public String deployment(String application, String service) throws ClusterException {
        SpecChecks.name("namespace", namespace);
        SpecChecks.name("application", application);
        SpecChecks.name("service", service);
        String stable = application + "-stable";
        if (read("apis/apps/v1", "deployments", stable).isPresent()) {
            return stable;
        }
        JsonNode selector = read("api/v1", "services", service)
                .map(found -> found.at("/spec/selector"))
                .orElseThrow(() -> new IllegalArgumentException("namespace " + namespace + " has neither deployment "
                        + stable + " nor service " + service + ": name the deployment"));
        for (String colour : List.of("blue", "green")) {
            String name = application + "-" + colour;
            Optional<JsonNode> labels =
                    read("apis/apps/v1", "deployments", name).map(found -> found.at("/spec/template/metadata/labels"));
            if (labels.isPresent() && !selector.isEmpty() && matches(selector, labels.get())) {
                return name;
            }
        }
        throw new IllegalArgumentException("service " + namespace + "/" + service + " selects neither " + application
                + "-blue nor " + application + "-green: name the deployment");
    }

    /**
     * The canary's own autoscaler first, so that a change is seen to work there before all traffic depends on it; its
     * limits stay as they are, since they make its share.
     */
    public List<HpaSpec> inOrder(HpaSpec spec) throws ClusterException {
        List<HpaSpec> order = new ArrayList<>();
        if (spec.deployment().endsWith("-stable")) {
            String canary = spec.deployment().replaceFirst("-stable$", "-canary");
            int running = read("apis/apps/v1", "deployments", canary)
                    .map(found -> found.at("/spec/replicas").asInt(1))
                    .orElse(0);
            if (running > 0) {
                autoscaler(canary)
                        .map(hpa -> spec.of(
                                canary,
                                hpa.at("/spec/minReplicas").asInt(1),
                                hpa.at("/spec/maxReplicas").asInt()))
                        .ifPresent(order::add);
            }
        }
        order.add(spec);
        return order;
    }

    private Optional<JsonNode> autoscaler(String deployment) throws ClusterException {
        for (JsonNode hpa : HpaRun.autoscalers(api, namespace)) {
            if (hpa.at("/spec/scaleTargetRef/name").asText().equals(deployment)) {
                return Optional.of(hpa);
            }
        }
        return Optional.empty();
    }

    private Optional<JsonNode> read(String group, String resource, String name) throws ClusterException {
        return api.read(group + "/namespaces/" + namespace + "/" + resource + "/" + name);
    }

    private static boolean matches(JsonNode selector, JsonNode labels) {
        return selector.properties().stream()
                .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()));
    }
}
