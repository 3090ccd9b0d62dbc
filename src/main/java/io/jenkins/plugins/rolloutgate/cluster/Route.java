package io.jenkins.plugins.rolloutgate.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What shares the traffic of an application by weights: an HTTPRoute or a VirtualService, as observed.
 *
 * @param backends of all its rules
 * @param accepted whether every parent has accepted the current generation; always so where a kind has no status
 * @param problem what a parent says when it does not accept it; empty otherwise
 */
public record Route(Metadata metadata, List<Backend> backends, boolean accepted, String problem, JsonNode manifest) {

    /**
     * One backend of one rule.
     *
     * @param pointer JSON pointer to it in the object
     * @param namePointer from there to the name of its Service
     * @param service name of its Service, without namespace and domain
     * @param weighted whether a weight is written there; one without counts as 1
     */
    public record Backend(
            String pointer,
            String namePointer,
            String host,
            String service,
            int weight,
            boolean weighted,
            String rule) {}

    public Route {
        backends = List.copyOf(backends);
    }

    public String name() {
        return metadata.name();
    }

    /** The share of a Service, from 0 to 100, in its least favoured rule; 0 when a rule does not name it. */
    public double share(String service) {
        return backends.stream()
                .map(Backend::rule)
                .distinct()
                .mapToDouble(rule -> shareInRule(service, rule))
                .min()
                .orElse(0);
    }

    private double shareInRule(String service, String rule) {
        int all = backends.stream()
                .filter(backend -> backend.rule().equals(rule))
                .mapToInt(Backend::weight)
                .sum();
        int its = backends.stream()
                .filter(backend ->
                        backend.rule().equals(rule) && backend.service().equals(service))
                .mapToInt(Backend::weight)
                .sum();
        return all == 0 ? 0 : 100.0 * its / all;
    }
}
