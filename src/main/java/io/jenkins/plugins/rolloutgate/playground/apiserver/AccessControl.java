package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Enforces the access policy and answers SelfSubjectAccessReviews from it. */
final class AccessControl {
    private volatile AccessPolicy policy = AccessPolicy.ALLOW_ALL;

    void setPolicy(AccessPolicy policy) {
        this.policy = policy;
    }

    void check(ApiRequest request) {
        ResourceType type = request.type();
        if (type != ResourceType.SELFSUBJECTACCESSREVIEWS
                && !policy.allows(request.verb(), type.group(), request.resource(), request.namespace())) {
            String scope = request.namespace().isEmpty()
                    ? " at the cluster scope"
                    : " in the namespace \"" + request.namespace() + "\"";
            String message = "User \"%s\" cannot %s resource \"%s\" in API group \"%s\"%s"
                    .formatted(AccessPolicy.USER, request.verb(), request.resource(), type.group(), scope);
            throw ApiException.forbidden(type, request.name(), message);
        }
    }

    Response review(ApiRequest request) {
        if (!request.verb().equals("create")) {
            throw ApiException.methodNotAllowed();
        }
        ObjectNode review = Json.parseObject(request.body());
        JsonNode asked = review.at("/spec/resourceAttributes");
        String subresource = asked.path("subresource").asText();
        String resource = asked.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource);
        boolean allowed = policy.allows(
                asked.path("verb").asText(),
                asked.path("group").asText(),
                resource,
                asked.path("namespace").asText());
        review.putObject("status").put("allowed", allowed);
        return Response.json(201, review);
    }
}
