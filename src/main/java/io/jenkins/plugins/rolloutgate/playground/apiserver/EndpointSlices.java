package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** Reads the endpoints of a Service from all of its EndpointSlices. */
public final class EndpointSlices {
    public static final String SERVICE_LABEL = "kubernetes.io/service-name";
    public static final int LARGEST = 100;

    private EndpointSlices() {}

    public static Stream<JsonNode> of(Store store, String namespace, String service) {
        return store
                .list(
                        ResourceType.ENDPOINTSLICES,
                        namespace,
                        slice -> serviceOf(slice).equals(service))
                .items()
                .stream()
                .flatMap(slice -> slice.path("endpoints").valueStream());
    }

    /** The uids of the pods behind a Service whose endpoints meet a condition, such as {@code ready}. */
    public static List<String> pods(Store store, String namespace, String service, String condition) {
        return of(store, namespace, service)
                .filter(endpoint -> endpoint.path("conditions").path(condition).asBoolean())
                .map(endpoint -> endpoint.path("targetRef").path("uid").asText())
                .distinct()
                .toList();
    }

    /** The Service that a slice belongs to. */
    public static String serviceOf(JsonNode slice) {
        return slice.path("metadata").path("labels").path(SERVICE_LABEL).asText();
    }
}
