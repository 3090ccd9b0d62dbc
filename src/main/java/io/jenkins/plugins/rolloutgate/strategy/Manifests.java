package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.record.Json;

/** The objects that a release may touch, as they stood before its first write, without secrets. */
final class Manifests {
    private Manifests() {}

    static ObjectNode of(Observation seen) {
        ObjectNode manifests = Json.object();
        seen.deployments()
                .forEach((name, deployment) -> manifests.set("deployment/" + name, Masked.of(deployment.manifest())));
        seen.services().forEach((name, service) -> manifests.set("service/" + name, Masked.of(service.manifest())));
        seen.autoscalers()
                .forEach(autoscaler ->
                        manifests.set("autoscaler/" + autoscaler.name(), Masked.of(autoscaler.manifest())));
        seen.route().ifPresent(route -> manifests.set("route/" + route.name(), Masked.of(route.manifest())));
        return manifests;
    }
}
