package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds that the API server stores, with the traits that Kubernetes gives them. */
public enum ResourceType {
    NAMESPACES("", "v1", "namespaces", "Namespace", "ns", "status"),
    NODES("", "v1", "nodes", "Node", "no", "status"),
    PODS("", "v1", "pods", "Pod", "po", "status,log,proxy"),
    SERVICES("", "v1", "services", "Service", "svc", "status,proxy"),
    EVENTS("", "v1", "events", "Event", "ev", ""),
    CONFIGMAPS("", "v1", "configmaps", "ConfigMap", "cm", ""),
    DEPLOYMENTS("apps", "v1", "deployments", "Deployment", "deploy", "status,scale"),
    REPLICASETS("apps", "v1", "replicasets", "ReplicaSet", "rs", "status,scale"),
    HORIZONTALPODAUTOSCALERS(
            "autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", "hpa", "status"),
    PODDISRUPTIONBUDGETS("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", "pdb", "status"),
    LEASES("coordination.k8s.io", "v1", "leases", "Lease", "", ""),
    ENDPOINTSLICES("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", "", ""),
    HTTPROUTES("gateway.networking.k8s.io", "v1", "httproutes", "HTTPRoute", "", "status"),
    VIRTUALSERVICES("networking.istio.io", "v1", "virtualservices", "VirtualService", "vs", ""),
    PODMETRICS("metrics.k8s.io", "v1beta1", "pods", "PodMetrics", "", ""),
    SELFSUBJECTACCESSREVIEWS(
            "authorization.k8s.io", "v1", "selfsubjectaccessreviews", "SelfSubjectAccessReview", "", "");

    private final String group;
    private final String version;
    private final String plural;
    private final String kind;
    private final String shortName;
    private final String subresources;

    ResourceType(String group, String version, String plural, String kind, String shortName, String subresources) {
        this.group = group;
        this.version = version;
        this.plural = plural;
        this.kind = kind;
        this.shortName = shortName;
        this.subresources = subresources;
    }

    static Optional<ResourceType> find(String group, String version, String plural) {
        return Stream.of(values())
                .filter(type -> type.group.equals(group) && type.version.equals(version) && type.plural.equals(plural))
                .findFirst();
    }

    /** The type of an object, by its API version and kind; there must be one. */
    public static ResourceType of(JsonNode object) {
        return Stream.of(values())
                .filter(type ->
                        type.apiVersion().equals(object.path("apiVersion").asText())
                                && type.kind.equals(object.path("kind").asText()))
                .findFirst()
                .orElseThrow();
    }

    public String group() {
        return group;
    }

    public String version() {
        return version;
    }

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    public String plural() {
        return plural;
    }

    public String kind() {
        return kind;
    }

    String shortName() {
        return shortName;
    }

    List<String> subresources() {
        return subresources.isEmpty() ? List.of() : List.of(subresources.split(",", -1));
    }

    /** As error messages name the resource: {@code deployments.apps}. */
    String qualifiedPlural() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    String qualifiedKind() {
        return group.isEmpty() ? kind : kind + "." + group;
    }

    boolean isNamespaced() {
        return this != NAMESPACES && this != NODES && this != SELFSUBJECTACCESSREVIEWS;
    }

    boolean isStored() {
        return this != SELFSUBJECTACCESSREVIEWS && this != PODMETRICS;
    }

    boolean hasStatus() {
        return subresources().contains("status");
    }

    /** Defined by a CustomResourceDefinition: there is no strategic merge patch for it. */
    boolean isCustom() {
        return this == HTTPROUTES || this == VIRTUALSERVICES;
    }

    boolean hasGeneration() {
        return switch (this) {
            case PODS, DEPLOYMENTS, REPLICASETS, PODDISRUPTIONBUDGETS, ENDPOINTSLICES -> true;
            default -> isCustom();
        };
    }

    boolean isCreatedOnUpdate() {
        return this == LEASES || this == SERVICES || this == EVENTS;
    }

    boolean needsVersionOnUpdate() {
        return this == LEASES || this == PODDISRUPTIONBUDGETS || isCustom();
    }
}
