package io.jenkins.plugins.rolloutgate.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** A Deployment, as checks look at it. */
record Workload(String name, JsonNode object) {

    /** Those of a subject that exist; empty as long as some were not read. */
    static Optional<List<Workload>> of(Subject subject, Answers answers) {
        if (!subject.deploymentPaths().stream().allMatch(answers::has)) {
            return Optional.empty();
        }
        List<Workload> found = new ArrayList<>();
        for (String name : subject.deployments()) {
            answers.get(subject.deployment(name)).ifPresent(object -> found.add(new Workload(name, object)));
        }
        return Optional.of(found);
    }

    JsonNode pod() {
        return object.at("/spec/template/spec");
    }

    int replicas() {
        return object.at("/spec/replicas").asInt(1);
    }

    int available() {
        return object.at("/status/availableReplicas").asInt(0);
    }

    List<JsonNode> containers() {
        return list(pod().path("containers"));
    }

    /** Names of the containers for which something is not so. */
    List<String> without(Predicate<JsonNode> has) {
        return containers().stream()
                .filter(has.negate())
                .map(container -> name + "/" + container.path("name").asText())
                .toList();
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
