package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Kind;
import java.util.Locale;
import java.util.Optional;

/** What shares the traffic between stable and canary. */
public enum Router {
    /** The numbers of pods behind one Service: nothing to install, but only some shares can be reached. */
    REPLICAS(Optional.empty()),
    /** The weights of a Gateway API HTTPRoute. */
    HTTP_ROUTE(Optional.of(Kind.HTTP_ROUTE)),
    /** The weights of an Istio VirtualService. */
    VIRTUAL_SERVICE(Optional.of(Kind.VIRTUAL_SERVICE));

    private final Optional<Kind> kind;

    Router(Optional<Kind> kind) {
        this.kind = kind;
    }

    Optional<Kind> kind() {
        return kind;
    }

    /**
     * Reads {@code replicas}, {@code httpRoute} or {@code virtualService}, in any case.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public static Router parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "replicas" -> REPLICAS;
            case "httproute" -> HTTP_ROUTE;
            case "virtualservice" -> VIRTUAL_SERVICE;
            default ->
                throw new IllegalArgumentException(
                        "router must be replicas, httpRoute or virtualService, not '" + text + "'");
        };
    }
}
