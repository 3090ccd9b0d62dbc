package io.jenkins.plugins.rolloutgate.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A Service as observed. */
public record Service(
        Metadata metadata,
        Map<String, String> selector,
        boolean headless,
        boolean publishNotReadyAddresses,
        boolean sessionAffinity,
        JsonNode manifest) {
    public Service {
        selector = Map.copyOf(selector);
    }

    public String name() {
        return metadata.name();
    }

    public boolean selects(Map<String, String> labels) {
        return Labels.matches(selector, labels);
    }
}
