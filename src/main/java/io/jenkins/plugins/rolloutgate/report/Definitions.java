package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The objectives that a release was asked to keep, by name, in their order. */
final class Definitions {
    private final Map<String, Objective> byName = new LinkedHashMap<>();

    /** Those of the whole release and of its phases; of a name the last phase's. */
    static Definitions of(History history) {
        Definitions all = new Definitions();
        if (!history.isEmpty()) {
            JsonNode spec = history.state().spec();
            all.read(spec.path("objectives"));
            spec.path("phases").forEach(phase -> all.read(phase.path("objectives")));
        }
        return all;
    }

    /** Those that hold in one phase. */
    static Definitions of(History history, int phase) {
        Definitions its = new Definitions();
        JsonNode spec = history.state().spec();
        its.read(spec.path("objectives"));
        its.read(spec.path("phases").path(phase).path("objectives"));
        return its;
    }

    private void read(JsonNode objectives) {
        for (JsonNode json : objectives) {
            byName.put(json.path("name").asText(), complete(json));
        }
    }

    /** Null for one that is not understood, which is shown by its verdicts alone. */
    private static Objective complete(JsonNode json) {
        try {
            Objective objective = Json.read(json, Objective.class);
            return ObjectiveCheck.problem(objective).isEmpty()
                            && objective.comparison() != null
                            && objective.indicator().unit() != null
                    ? objective
                    : null;
        } catch (RuntimeException e) {
            return null;
        }
    }

    Iterable<String> names() {
        return byName.keySet();
    }

    Optional<Objective> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Gauge gauge(String name) {
        return new Gauge(find(name));
    }
}
