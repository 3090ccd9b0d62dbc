package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.ApiReader;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import java.util.Optional;

/** Reads single objects and lists, past all caches, and asks what is allowed. Thread-safe. */
record Reviews(ApiServer api) implements ApiReader {
    private static final String REVIEWS = "apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    @Override
    public Optional<JsonNode> read(String path) throws ClusterException {
        try {
            return Optional.of(api.send(Request.get(path, api.timeout(), "get " + path)));
        } catch (ClusterException e) {
            if (e.problem() == Problem.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public boolean isAllowed(String namespace, String verb, String group, String resource) throws ClusterException {
        String[] parts = resource.split("/", 2);
        ObjectNode review = JsonNodeFactory.instance.objectNode();
        review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
        ObjectNode asked = review.putObject("spec").putObject("resourceAttributes");
        asked.put("namespace", namespace).put("verb", verb).put("group", group).put("resource", parts[0]);
        if (parts.length > 1) {
            asked.put("subresource", parts[1]);
        }
        return api.send(Request.sending(
                        "POST",
                        REVIEWS,
                        "application/json",
                        review.toString(),
                        api.timeout(),
                        "ask whether " + verb + " " + resource + " is allowed in namespace " + namespace))
                .at("/status/allowed")
                .asBoolean();
    }
}
