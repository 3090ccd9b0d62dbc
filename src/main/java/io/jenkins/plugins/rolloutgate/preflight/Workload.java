package io.jenkins.plugins.rolloutgate.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** A Deployment, as checks look at it. */
public record Workload(String name, JsonNode object) {

    /** Those of a subject that exist; empty as long as some were not read. */
    public static Optional<List<Workload>> of(Subject subject, Answers answers) {
        if (!subject.deploymentPaths().stream().allMatch(answers::has)) {
            return Optional.empty();
        }
        List<Workload> found = new ArrayList<>();
        for (String name : subject.deployments()) {
            answers.get(subject.deployment(name)).ifPresent(object -> found.add(new Workload(name, object)));
        }
        return Optional.of(found);
    }

    public JsonNode pod() {
        return object.at("/spec/template/spec");
    }

    /** Labels of its pods. */
    public JsonNode labels() {
        return object.at("/spec/template/metadata/labels");
    }

    /** Whether a selector takes its pods; one without labels takes none. */
    public boolean isSelectedBy(JsonNode selector) {
        return !selector.isEmpty()
                && selector.properties().stream()
                        .allMatch(label -> labels().path(label.getKey()).equals(label.getValue()));
    }

    public int replicas() {
        return object.at("/spec/replicas").asInt(1);
    }

    public int available() {
        return object.at("/status/availableReplicas").asInt(0);
    }

    public List<JsonNode> containers() {
        return list(pod().path("containers"));
    }

    /** Names of the containers for which something is not so. */
    public List<String> without(Predicate<JsonNode> has) {
        return containers().stream()
                .filter(has.negate())
                .map(container -> name + "/" + container.path("name").asText())
                .toList();
    }

    public static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
