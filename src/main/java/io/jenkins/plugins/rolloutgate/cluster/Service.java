package io.jenkins.plugins.rolloutgate.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Service as observed.
 *
 * @param selector sorted, so that sentences about it read the same in every process
 */
public record Service(
        Metadata metadata,
        Map<String, String> selector,
        boolean headless,
        boolean publishNotReadyAddresses,
        boolean sessionAffinity,
        JsonNode manifest) {
    public Service {
        selector = Collections.unmodifiableMap(new TreeMap<>(selector));
    }

    public String name() {
        return metadata.name();
    }

    public boolean selects(Map<String, String> labels) {
        return Labels.matches(selector, labels);
    }
}
