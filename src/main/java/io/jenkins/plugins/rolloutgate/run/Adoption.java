package io.jenkins.plugins.rolloutgate.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.strategy.ReleaseSpec;
import java.util.Optional;

/** Opens a new record for a release whose journal is gone, from what its Lease and annotations say. */
public final class Adoption {
    private Adoption() {}

    /** The arguments that a Lease carries, if an unfinished release left it. */
    public static Optional<ReleaseSpec> spec(LeaseStore.Lease lease) {
        return started(lease).map(Adoption::spec);
    }

    private static ReleaseSpec spec(JsonNode started) {
        return ReleaseSpec.read(started.path("strategy").asText(), started.path("spec"));
    }

    private static Optional<JsonNode> started(LeaseStore.Lease lease) {
        return Optional.ofNullable(lease.annotations().get(Annotations.SPEC)).map(Json::parse);
    }

    /**
     * The data of the ADOPTED event that the new record begins with.
     *
     * @throws IllegalArgumentException if the Lease does not carry a release
     */
    public static ObjectNode event(LeaseStore.Lease lease, Observation seen) {
        JsonNode started = started(lease)
                .orElseThrow(() -> new IllegalArgumentException("the Lease carries no unfinished release"));
        JsonNode found = Json.parse(lease.annotations().get(Annotations.BASELINE));
        ObjectNode data = started.deepCopy();
        data.put("previousHead", lease.annotations().getOrDefault(Annotations.HEAD, ""));
        data.putObject("baseline").set("baseline", found);
        spec(started).adopt(started.path("release").asText(), found, seen, data);
        return data;
    }
}
