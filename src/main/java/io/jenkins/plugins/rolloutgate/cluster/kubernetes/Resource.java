package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import io.jenkins.plugins.rolloutgate.cluster.Kind;

/** The resources that the adapter reads or writes, with their place in the API. */
enum Resource {
    DEPLOYMENTS("apis/apps/v1", "deployments", "Deployment"),
    SERVICES("api/v1", "services", "Service"),
    ENDPOINT_SLICES("apis/discovery.k8s.io/v1", "endpointslices", "EndpointSlice"),
    PODS("api/v1", "pods", "Pod"),
    AUTOSCALERS("apis/autoscaling/v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler"),
    DISRUPTION_BUDGETS("apis/policy/v1", "poddisruptionbudgets", "PodDisruptionBudget"),
    LEASES("apis/coordination.k8s.io/v1", "leases", "Lease"),
    EVENTS("api/v1", "events", "Event"),
    HTTP_ROUTES("apis/gateway.networking.k8s.io/v1", "httproutes", "HTTPRoute"),
    VIRTUAL_SERVICES("apis/networking.istio.io/v1", "virtualservices", "VirtualService");

    private final String api;
    private final String plural;
    private final String kind;

    Resource(String api, String plural, String kind) {
        this.api = api;
        this.plural = plural;
        this.kind = kind;
    }

    static Resource of(Kind kind) {
        return switch (kind) {
            case DEPLOYMENT -> DEPLOYMENTS;
            case SERVICE -> SERVICES;
            case AUTOSCALER -> AUTOSCALERS;
            case LEASE -> LEASES;
            case HTTP_ROUTE -> HTTP_ROUTES;
            case VIRTUAL_SERVICE -> VIRTUAL_SERVICES;
        };
    }

    /** {@code apps/v1}, as it stands in an object. */
    String apiVersion() {
        return api.substring(api.indexOf('/') + 1);
    }

    String kind() {
        return kind;
    }

    /** As an error and an RBAC rule name it: {@code deployments}. */
    String plural() {
        return plural;
    }

    String path(String namespace) {
        return api + "/namespaces/" + Request.segment(namespace) + "/" + plural;
    }

    String path(String namespace, String name) {
        return path(namespace) + "/" + Request.segment(name);
    }
}
