package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.List;

/** The arguments of a release, complete and checked; each strategy has its own. */
public sealed interface ReleaseSpec permits BlueGreenSpec, CanarySpec, VerifySpec {
    String cluster();

    String namespace();

    String application();

    /** What the id of the release begins with. */
    @JsonIgnore
    default String idPrefix() {
        return application();
    }

    /** The image that is brought live; empty where none is. */
    String image();

    /** The name of the strategy, as records have it. */
    @JsonIgnore
    String strategyName();

    /** What of the cluster the release looks at. */
    @JsonIgnore
    Targets targets();

    /** A new strategy for these arguments; it may keep what it has parsed, but nothing that happened. */
    @JsonIgnore
    Strategy strategy();

    /** Whether it brings back what was there before, instead of something new. */
    @JsonIgnore
    default boolean isRollback() {
        return false;
    }

    /** What would be refused, and warned of, if the release began now. */
    Check check(Observation seen);

    /**
     * What is found before the first write.
     *
     * @param refusals why it does not begin; each one line that says what to do
     * @param warnings what its owner should know
     */
    record Check(List<String> refusals, List<String> warnings) {
        public Check {
            refusals = List.copyOf(refusals);
            warnings = List.copyOf(warnings);
        }
    }

    /** The same release with every measured decision taken to pass, to tell what it would write. */
    @JsonIgnore
    default ReleaseSpec assumingSuccess() {
        return this;
    }

    /**
     * Reads from the cluster how far a release came whose journal is gone.
     *
     * @param baseline as the Lease has kept it
     * @param into gets what is known: writes that took effect, phases that are over, the turn that was taken
     */
    void adopt(String release, JsonNode baseline, Observation seen, ObjectNode into);

    /**
     * Reads the arguments back that a record keeps.
     *
     * @throws IllegalArgumentException if no such strategy is known
     */
    static ReleaseSpec read(String strategy, JsonNode spec) {
        return switch (strategy) {
            case BlueGreenSpec.STRATEGY -> Json.read(spec, BlueGreenSpec.class);
            case CanarySpec.STRATEGY -> Json.read(spec, CanarySpec.class);
            case VerifySpec.STRATEGY -> Json.read(spec, VerifySpec.class);
            default ->
                throw new IllegalArgumentException(
                        "strategy '" + strategy + "' is of a newer version: update rollout-gate");
        };
    }
}
